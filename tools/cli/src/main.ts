import { compareCommand } from './compare-command.ts';

const USAGE = 'Usage: tenantatlas compare <folder or ZIP> <folder or ZIP> [--json]';

const [command, ...args] = process.argv.slice(2);
const paths = args.filter((arg) => !arg.startsWith('--'));
const unknown = args.filter((arg) => arg.startsWith('--') && arg !== '--json');
const [base, other] = paths;

if (command !== 'compare' || base === undefined || other === undefined || paths.length > 2 || unknown.length > 0) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  try {
    const { text, drift } = await compareCommand(base, other, args.includes('--json'));
    process.stdout.write(text);
    process.exitCode = drift ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
