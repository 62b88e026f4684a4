import { benchCommand } from './bench.ts';
import { buildCommand } from './build/build.ts';
import { testCommand } from './checks/test.ts';
import { devCommand } from './launch/dev.ts';
import { startCommand } from './launch/start.ts';

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  build: buildCommand,
  start: startCommand,
  dev: devCommand,
  test: testCommand,
  bench: benchCommand,
};

/** Runs one of the workspace's commands: `start`, `dev`, `test`, `bench` or `build`. */
export async function main([name = '', ...args]: readonly string[]): Promise<void> {
  const command = COMMANDS[name];
  try {
    if (command === undefined) throw new Error(`Choose one of: ${Object.keys(COMMANDS).join(', ')}.`);
    await command(args);
  } catch (problem) {
    console.error(problem instanceof Error ? problem.message : problem);
    process.exitCode = 1;
  }
}
