import { type Measurement, verdictOf } from './programme.ts';

const MARKS = { ok: '✓', over: '✗', told: '·' } as const;

/** One line of the table: mark, what, measured, limit, verdict, and what it was compared with. */
export function rowOf(measurement: Measurement): string {
  const { what, measured, limit, unit, detail } = measurement;
  const verdict = verdictOf(measurement);
  const bound = limit === undefined ? '' : `≤ ${numberIn(limit, unit)}`;
  const columns = [
    MARKS[verdict],
    what.padEnd(58),
    numberIn(measured, unit).padStart(11),
    bound.padEnd(12),
    verdict.padEnd(4),
  ];
  return [...columns, detail ?? ''].join('  ').trimEnd();
}

function numberIn(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : 2;
  return `${value.toFixed(digits)} ${unit}`.trim();
}
