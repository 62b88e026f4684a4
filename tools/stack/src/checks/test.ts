import { glob } from 'node:fs/promises';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { onStopRequest } from '../launch/stop-requests.ts';
import { ROOT } from '../root.ts';
import { removeDeadFolders, throwawayFolder } from '../test-services/throwaway.ts';
import type { Check, CheckContext } from './check.ts';
import { E2E } from './e2e-check.ts';
import { type Outcome, single, summaryLine } from './outcome.ts';
import { BOUNDARIES, BUILD, FORMAT, LINT, TYPES } from './static-checks.ts';
import { FULL, INTEGRATION, UNIT, WEB } from './test-checks.ts';

/** Cheap ones first, so that most mistakes are told within seconds. Each keeps two processor cores busy by itself. */
const CHECKS: readonly Check[] = [BOUNDARIES, FORMAT, UNIT, TYPES, LINT, WEB, BUILD, INTEGRATION, E2E];

/** `npm test`: everything that must hold, told in one line at the end. */
export async function testCommand(args: readonly string[]): Promise<void> {
  const checks = await chosenChecks(args);
  const abort = new AbortController();
  onStopRequest(() => {
    abort.abort();
  });
  await removeDeadFolders();
  const folder = await throwawayFolder();
  const outcomes: Outcome[] = [];
  try {
    for (const check of checks) {
      const outcome = await perform(check, { folder: folder.path, signal: abort.signal });
      if (abort.signal.aborted) throw new Error('Stopped.');
      outcomes.push(outcome);
    }
  } finally {
    await folder.remove();
  }
  console.log(summaryLine(outcomes));
  if (outcomes.some(({ failed }) => failed > 0)) process.exitCode = 1;
}

async function chosenChecks(args: readonly string[]): Promise<readonly Check[]> {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: 'string', multiple: true }, full: { type: 'boolean', default: false } },
  });
  const all = values.full && (await hasLongProgrammes()) ? [...CHECKS, FULL] : CHECKS;
  if (values.only === undefined) return all;
  const names = values.only.flatMap((value) => value.split(','));
  const unknown = names.find((name) => !all.some((check) => check.name === name));
  if (unknown !== undefined) {
    throw new Error(`There is no check "${unknown}". Choose from: ${all.map(({ name }) => name).join(', ')}.`);
  }
  return all.filter(({ name }) => names.includes(name));
}

async function hasLongProgrammes(): Promise<boolean> {
  for await (const _ of glob('{apps,libs,tools}/*/{src,test}/**/*.full-spec.ts', { cwd: ROOT })) return true;
  return false;
}

async function perform(check: Check, context: CheckContext): Promise<Outcome> {
  const begun = performance.now();
  const outcome = await check.run(context).catch((problem: unknown) => {
    return single(problem instanceof Error ? (problem.stack ?? problem.message) : String(problem));
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  if (context.signal.aborted) return outcome;
  for (const failure of outcome.failures) console.log(`\n${stripVTControlCharacters(failure)}\n`);
  const mark = outcome.failed > 0 ? '✗' : outcome.passed > 0 ? '✓' : '–';
  console.log(`${mark} ${check.name.padEnd(12)} ${summaryLine([outcome]).padEnd(32)} ${seconds.padStart(6)} s`);
  if (outcome.note !== undefined) console.log(`  ${outcome.note}`);
  return outcome;
}
