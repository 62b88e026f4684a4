import { type Programme, verdictOf } from './programme.ts';
import { CAPTURE, THROTTLED } from './programmes/capture.ts';
import { CLICK } from './programmes/click.ts';
import { FEED } from './programmes/feed.ts';
import { LIST } from './programmes/list.ts';
import { PAGE } from './programmes/page.ts';
import { STACK } from './programmes/stack.ts';
import { STARTS } from './programmes/starts.ts';
import { keep, surroundings } from './record.ts';
import { rowOf } from './table.ts';

const PROGRAMMES: readonly Programme[] = [CAPTURE, THROTTLED, FEED, STARTS, LIST, CLICK, PAGE, STACK];

/**
 * `npm run bench`: all programmes one after the other, or those that are named. Each prints its lines of one table and
 * keeps what it found in `.data/bench`. Ends with 1 where a limit was exceeded.
 *
 * @throws where a programme is named that there is not
 */
export async function benchCommand(names: readonly string[]): Promise<void> {
  for (const programme of chosen(names)) {
    console.log(`\n${programme.name}: ${programme.about}`);
    const where = surroundings();
    const findings = await programme.run((sentence) => {
      console.log(`  ${sentence}`);
    });
    for (const measurement of findings.measurements) console.log(rowOf(measurement));
    if (findings.skipped !== undefined) console.log(`– SKIPPED: ${findings.skipped}`);
    await keep(programme.name, where, findings);
    if (findings.measurements.some((measurement) => verdictOf(measurement) === 'over')) process.exitCode = 1;
  }
}

function chosen(names: readonly string[]): readonly Programme[] {
  const unknown = names.find((name) => !PROGRAMMES.some((programme) => programme.name === name));
  if (unknown !== undefined) {
    throw new Error(
      `There is no programme "${unknown}". Choose from: ${PROGRAMMES.map(({ name }) => name).join(', ')}.`,
    );
  }
  return names.length === 0 ? PROGRAMMES : PROGRAMMES.filter(({ name }) => names.includes(name));
}
