import { describe, expect, it } from 'vitest';
import { phaseBars } from './phase-axis.js';

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1, 10, 0, seconds)).toISOString();
const visit = (key: string, enteredAt: string, leftAt: string | null) => ({ key, label: key, enteredAt, leftAt });

describe('the time axis of the phases', () => {
  it('lays each phase where it was in time', () => {
    const bars = phaseBars([visit('listing', at(0), at(3)), visit('reading', at(3), at(4))], at(4), Date.parse(at(9)));
    expect(bars.map(({ startAt, width }) => [startAt, width])).toEqual([
      [0, 75],
      [75, 25],
    ]);
  });

  it('holds every bar while the clock is behind what the server has told', () => {
    const bars = phaseBars([visit('listing', at(0), at(3)), visit('reading', at(3), null)], null, Date.parse(at(1)));
    expect(bars.map(({ startAt, width }) => startAt + width)).toEqual([100, 100]);
    expect(bars.at(-1)).toMatchObject({ durationMs: 0, open: true });
  });
});
