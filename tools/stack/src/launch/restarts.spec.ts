import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterRun, NO_RESTARTS, pauseBeforeRestart, type RestartHistory } from './restarts.ts';

const afterRuns = (...runs: readonly { readonly ready: boolean; readonly ms: number }[]): RestartHistory =>
  runs.reduce(afterRun, NO_RESTARTS);

describe('starting a process again', () => {
  it('waits twice as long each time that it ends soon', () => {
    const soon = { ready: true, ms: 1_000 };
    expect(pauseBeforeRestart(afterRuns(soon))).toBe(250);
    expect(pauseBeforeRestart(afterRuns(soon, soon, soon))).toBe(1_000);
  });

  it('begins anew after a run that lasted', () => {
    const soon = { ready: true, ms: 1_000 };
    expect(pauseBeforeRestart(afterRuns(soon, soon, { ready: true, ms: 60_000 }))).toBe(250);
  });

  it('is given up after five runs in a row that were never ready', () => {
    const failed = { ready: false, ms: 500 };
    expect(pauseBeforeRestart(afterRuns(failed, failed, failed, failed))).toBeGreaterThan(0);
    expect(pauseBeforeRestart(afterRuns(failed, failed, failed, failed, failed))).toBeUndefined();
  });

  it('never makes one wait longer than ten seconds, whatever happened', () => {
    const run = fc.record({ ready: fc.boolean(), ms: fc.nat(100_000) });
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 200 }), (runs) => {
        const pause = pauseBeforeRestart(afterRuns(...runs)) ?? 250;
        expect(pause).toBeGreaterThanOrEqual(250);
        expect(pause).toBeLessThanOrEqual(10_000);
      }),
    );
  });
});
