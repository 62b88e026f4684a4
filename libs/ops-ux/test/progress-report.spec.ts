import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  RUN_TYPE_KEYS,
  RUN_TYPES,
  SUMMARY_COUNT_KEYS,
  closeProgress,
  mergeProgress,
  phaseHistoryOf,
  phaseOrder,
  progressOf,
  type MergeResult,
  type ProgressReport,
  type Progress,
  type RunType,
} from '../src/index.js';

const START = Date.parse('2026-11-23T10:00:00Z');
const at = (minutes: number) => new Date(START + minutes * 60_000);

interface Step {
  readonly attempt: number;
  readonly report: ProgressReport;
}

interface Reported {
  readonly progress: unknown;
  readonly summaryCounts: unknown;
}

/** What comes back from a database column that holds JSON. */
const stored = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

/** Stores what each report of a job leaves behind, as the run service does, and tells the progress after each. */
function play(type: RunType, steps: readonly Step[]) {
  let state: Reported = { progress: undefined, summaryCounts: {} };
  return steps.map(({ attempt, report }, minute) => {
    const merged = mergeProgress({ type, attempt, ...state }, report, at(minute));
    if (merged.ok) state = stored({ progress: merged.progress, summaryCounts: merged.summaryCounts });
    const context = { progress: state.progress };
    const run = { type, status: 'running', outcome: 'pending', attempt, ...state, context };
    return { attempt, merged, run, progress: progressOf(run) };
  });
}

const last = <Item>(items: readonly Item[]): Item => items[items.length - 1] as Item;
const problemsOf = (merged: MergeResult) => (merged.ok ? [] : merged.problems.map(({ problem }) => problem));
const report = (type: RunType, report: ProgressReport, before: readonly Step[] = []) =>
  last(play(type, [...before, { attempt: 1, report }])).merged;

const stepsOf = (type: RunType): fc.Arbitrary<readonly Step[]> => {
  const { phases, facts } = RUN_TYPES[type];
  const phase = fc.constantFrom<string | undefined>(undefined, ...phases.map(({ key }) => key));
  const numbers = (keys: readonly string[]): fc.Arbitrary<Record<string, number> | undefined> =>
    keys.length === 0
      ? fc.constant(undefined)
      : fc.option(fc.dictionary(fc.constantFrom(...keys), fc.nat(50)), {
          nil: undefined,
        });
  const one = fc.record({
    phase,
    facts: numbers(facts),
    counts: numbers(['total', 'processed', 'items']),
    totalFinal: fc.constantFrom<boolean | undefined>(undefined, undefined, true),
  });
  return fc
    .array(fc.record({ next: fc.constantFrom(0, 0, 0, 0, 1), report: one }), { minLength: 1, maxLength: 30 })
    .map((steps) => {
      let attempt = 1;
      return steps.map(({ next, report }) => ({ attempt: (attempt += next), report }));
    });
};

/** Everything of a progress that must not shrink. */
function reached(type: RunType, progress: Progress): ReadonlyMap<string, number> {
  switch (progress.mode) {
    case 'counted':
      return new Map([
        ['processed', progress.processed],
        ['percent', progress.percent],
      ]);
    case 'phased':
      return new Map([
        ['phase', phaseOrder(type, progress.phase.key)],
        ...progress.facts.map(({ key, value }) => [key, value] as const),
      ]);
    case 'none':
    case 'activity':
    case 'composite':
      return new Map();
  }
}

describe('3. within one attempt nothing goes backwards', () => {
  it.each(RUN_TYPE_KEYS)('of %s, whatever its job reports', (type) => {
    fc.assert(
      fc.property(stepsOf(type), (steps) => {
        const highest = new Map<string, number>();
        for (const { attempt, progress } of play(type, steps)) {
          for (const [key, value] of reached(type, progress)) {
            const mark = `${attempt} ${key}`;
            expect(value).toBeGreaterThanOrEqual(highest.get(mark) ?? 0);
            highest.set(mark, value);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('and a report that arrives twice changes nothing', () => {
    fc.assert(
      fc.property(stepsOf('baseline_capture'), (steps) => {
        const { merged, run } = last(play('baseline_capture', steps));
        if (!merged.ok) return;
        const state = {
          type: run.type,
          attempt: run.attempt,
          progress: run.progress,
          summaryCounts: run.summaryCounts,
        };
        expect(stored(mergeProgress(state, last(steps).report, at(99)))).toEqual(stored(merged));
      }),
    );
  });
});

describe('a new attempt', () => {
  const first: readonly Step[] = [
    { attempt: 1, report: { phase: 'inventory', facts: { listed: 240 } } },
    { attempt: 1, report: { phase: 'evidence_capture', facts: { captured: 80 }, counts: { items: 80 } } },
  ];

  it('claims nothing of the one before until it reports', () => {
    const stood = last(play('baseline_capture', first)).run;
    expect(progressOf(stood).mode).toBe('phased');
    expect(progressOf({ ...stood, attempt: 2 }).mode).toBe('activity');
  });

  it('that was handed back unused leaves the run where it stood', () => {
    expect(progressOf({ ...last(play('baseline_capture', first)).run, attempt: 0 }).mode).toBe('phased');
  });

  it('begins where it really stands, and its history keeps the real times', () => {
    const steps = play('baseline_capture', [
      ...first,
      { attempt: 2, report: { phase: 'inventory', facts: { listed: 200 } } },
      { attempt: 2, report: { phase: 'inventory', facts: { listed: 190 } } },
    ]);
    const { progress, run } = last(steps);
    expect(progress).toMatchObject({ phase: { key: 'inventory' }, facts: [{ key: 'listed', value: 200 }, {}] });
    expect(phaseHistoryOf(run)).toEqual([
      { key: 'inventory', enteredAt: at(0).toISOString(), leftAt: at(1).toISOString(), durationMs: 60_000 },
      { key: 'evidence_capture', enteredAt: at(1).toISOString(), leftAt: at(2).toISOString(), durationMs: 60_000 },
      { key: 'inventory', enteredAt: at(2).toISOString(), leftAt: null, durationMs: null },
    ]);
  });
});

describe('an executor that goes away within its attempt', () => {
  it('leaves a closed phase behind, and the phase is entered again', () => {
    const type = 'baseline_capture';
    const entered = mergeProgress({ type, attempt: 1, progress: {}, summaryCounts: {} }, { phase: 'inventory' }, at(0));
    if (!entered.ok) throw new Error('the report was refused');
    const progress = closeProgress(type, entered.progress, at(3));
    const again = mergeProgress({ type, attempt: 1, progress, summaryCounts: {} }, { phase: 'inventory' }, at(10));
    if (!again.ok) throw new Error('the report was refused');
    const context = { progress: closeProgress(type, again.progress, at(12)) };
    const stays = phaseHistoryOf({ type, status: 'completed', outcome: 'succeeded', context });
    expect(stays.map(({ durationMs }) => durationMs)).toEqual([180_000, 120_000]);
  });
});

describe('a report is refused', () => {
  it.each([
    ['inventory.sync', { phase: 'inventory' }, 'unknown_phase'],
    ['baseline_capture', { phase: '__proto__' }, 'unknown_phase'],
    ['baseline_capture', { facts: { drifted: 1 } }, 'unknown_fact'],
    ['baseline_capture', { facts: { captured: 1.5 } }, 'not_a_whole_number'],
    ['baseline_capture', { counts: { policies: 1 } }, 'unknown_key'],
    ['baseline_capture', { counts: { items: -1 } }, 'not_a_whole_number'],
    ['baseline_capture', { waitingFor: 'a unicorn' }, 'unknown_wait'],
    ['baseline_capture', { waitingFor: 'worker', waitingUntil: 'tomorrow' }, 'unreadable_time'],
    ['inventory.sync', { counts: { total: 3, processed: 4 }, totalFinal: true }, 'processed_exceeds_total'],
  ] as const)('for %s %j: %s', (type, wrong, problem) => {
    expect(problemsOf(report(type, wrong))).toEqual([problem]);
  });

  it('when it changes a total that was final', () => {
    const final: readonly Step[] = [{ attempt: 1, report: { counts: { total: 17, processed: 1 }, totalFinal: true } }];
    expect(problemsOf(report('inventory.sync', { counts: { total: 18 } }, final))).toEqual(['total_already_final']);
    expect(problemsOf(report('inventory.sync', { totalFinal: false }, final))).toEqual(['total_already_final']);
    expect(report('inventory.sync', { counts: { total: 17, processed: 2 } }, final).ok).toBe(true);
  });
});

describe('a report is accepted', () => {
  it('with any known count', () => {
    const counts = Object.fromEntries(SUMMARY_COUNT_KEYS.map((key) => [key, 1]));
    expect(report('findings.bulk_triage', { counts })).toMatchObject({ ok: true, summaryCounts: counts });
  });

  it('and a waiting lasts until the next report', () => {
    const waiting: Step = {
      attempt: 1,
      report: { waitingFor: 'provider_rate_limit', waitingUntil: at(5).toISOString() },
    };
    expect(report('inventory.sync', waiting.report)).toMatchObject({ progress: { waitingFor: 'provider_rate_limit' } });
    expect(report('inventory.sync', {}, [waiting])).toMatchObject({ progress: { waitingFor: undefined } });
  });
});
