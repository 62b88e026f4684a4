import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CATALOGUE,
  OperationUxPresenter,
  RUN_TYPES,
  declarationOf,
  normalizeStatus,
  phaseHistoryOf,
  phaseOrder,
  present,
  presentableOf,
  progressOf,
  type PhasedProgress,
  type Presentation,
  type Progress,
  type StoredRun,
} from '../src/index.js';
import { CANARY, locale, moment, storedRun, textsOf, timeZone } from './hostile.js';

const RUNS = { numRuns: 2000 };
const ID = '0199d0a0-0000-7000-8000-000000000001';

const telling = fc.record({ run: storedRun, locale, now: moment, timeZone });
type Telling = typeof telling extends fc.Arbitrary<infer Value> ? Value : never;

const tell = ({ run, ...options }: Telling): Presentation => present(presentableOf(run, { id: ID }), options);
const statusOf = (run: StoredRun) => normalizeStatus(run.status, run.outcome).status;

/** How often a mode was really seen, so that no property holds only because nothing was tried. */
function countModes(run: (progress: Progress, stored: StoredRun) => void): Map<string, number> {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(storedRun, (stored) => {
      const progress = progressOf(stored);
      seen.set(progress.mode, (seen.get(progress.mode) ?? 0) + 1);
      run(progress, stored);
    }),
    RUNS,
  );
  return seen;
}

describe('1. it never throws', () => {
  it('whatever is stored, in any language, at any moment', () => {
    fc.assert(
      fc.property(telling, (given) => {
        const told = tell(given);
        expect(told.statement).not.toBe('');
        expect(told.progressLine).not.toBe('');
        phaseHistoryOf(given.run);
        new OperationUxPresenter(given).started(presentableOf(given.run, { id: ID }), true, given.now);
      }),
      RUNS,
    );
  });

  it('not even for what is no run at all', () => {
    fc.assert(
      fc.property(fc.anything(), (thing) => {
        expect(['none', 'activity']).toContain(progressOf(thing as StoredRun).mode);
        expect(tell({ run: thing as StoredRun, locale: 'en', now: 0, timeZone: undefined }).statement).not.toBe('');
      }),
    );
  });

  it('and degrades to activity, never to a mode that the type was not declared for', () => {
    const seen = countModes((progress, stored) => {
      const declared = declarationOf(stored.type)?.progress ?? 'activity';
      expect([declared, 'activity', 'none']).toContain(progress.mode);
    });
    expect([...seen.keys()].sort()).toEqual(['activity', 'composite', 'counted', 'none', 'phased']);
  });
});

describe('what is not the run’s own', () => {
  it('is not read: an inherited property is no stored one', () => {
    const run = { type: 'baseline_capture', status: 'running', outcome: 'pending' };
    const progress = Object.create({ phase: 'inventory' }) as object;
    expect(progressOf({ ...run, context: { progress } }).mode).toBe('activity');
    expect(progressOf({ ...run, context: { progress: { phase: 'inventory' } } }).mode).toBe('phased');
  });

  it('is not told: a mode that the type was not declared for, whoever claims it', () => {
    const claimed = { mode: 'counted', asOf: null, processed: 1, total: 2, percent: 50 } as const;
    const run = presentableOf(
      { type: 'support.diagnostics.collect', status: 'running', outcome: 'pending' },
      { id: ID },
    );
    const told = (type: string) => present({ ...run, type, progress: claimed }, { locale: 'en', now: 0 });
    expect(told('support.diagnostics.collect').progress.mode).toBe('activity');
    expect(told('baseline_capture').progress.mode).toBe('activity');
    expect(told('inventory.sync').progress.mode).toBe('counted');
  });
});

describe('composite progress', () => {
  it('puts every operation in exactly one bucket', () => {
    const bucket = fc.nat(9);
    const summary = fc.record({
      source: fc.constant(ID),
      asOf: fc.constant('2026-11-23T10:42:00Z'),
      total: fc.nat(20),
      succeeded: bucket,
      needsAttention: bucket,
      failed: bucket,
      cancelled: bucket,
      running: bucket,
    });
    fc.assert(
      fc.property(summary, fc.boolean(), (stored, addUp) => {
        const { succeeded, needsAttention, failed, cancelled, running } = stored;
        const sum = succeeded + needsAttention + failed + cancelled + running;
        const composite = addUp ? { ...stored, total: sum } : stored;
        const run = { type: 'tenant.review.compose', status: 'running', outcome: 'pending', context: { composite } };
        expect(progressOf(run).mode).toBe(composite.total === sum ? 'composite' : 'activity');
      }),
    );
  });
});

describe('2. a percentage exists only on counted progress', () => {
  it('and is the floor of what was processed, and 100 only when all of it was', () => {
    const seen = countModes((progress) => {
      expect('percent' in progress).toBe(progress.mode === 'counted');
      if (progress.mode !== 'counted') return;
      const { processed, total, percent } = progress;
      expect(percent * total <= 100 * processed && 100 * processed < (percent + 1) * total).toBe(true);
      expect(percent === 100).toBe(processed === total);
    });
    expect(seen.get('counted')).toBeGreaterThan(20);
  });

  it('and no other mode words a proportion', () => {
    fc.assert(
      fc.property(telling, (given) => {
        const told = tell(given);
        const texts = textsOf(told).join('\n');
        expect(texts).not.toContain('%');
        if (told.progress.mode !== 'counted') {
          expect(told.ariaValueText).toBeNull();
          expect(texts).not.toMatch(/\d\s*(\/|of|von)\s*\d/);
        }
      }),
      RUNS,
    );
  });

  it('which the types know too', () => {
    const phased = { mode: 'phased' } as PhasedProgress;
    // @ts-expect-error a phase has no percentage
    expect(phased.percent).toBeUndefined();
  });
});

// 3. is the property of mergeProgress: see progress-report.spec.ts.

describe('4. every label comes from the catalogue', () => {
  it('and no stored text comes out, wherever it is planted', () => {
    fc.assert(
      fc.property(telling, (given) => {
        expect(textsOf(tell(given)).filter((text) => text.includes(CANARY))).toEqual([]);
      }),
      { numRuns: 4000 },
    );
  });

  it('and nothing raw passes into what is presentable, ids and reason codes aside', () => {
    fc.assert(
      fc.property(storedRun, (run) => {
        const { type: _type, reasonCode: _code, progress, ...rest } = presentableOf(run, { id: ID });
        const { sourceId: _source, ...told } = { sourceId: '', ...progress };
        expect(JSON.stringify([rest.reasonParams && Object.values(rest.reasonParams), told])).not.toContain(CANARY);
      }),
      RUNS,
    );
  });

  it('word for word, for phases, states, titles and actions', () => {
    const words = new Set([...Object.values(CATALOGUE.en), ...Object.values(CATALOGUE.de)]);
    fc.assert(
      fc.property(telling, (given) => {
        const told = tell(given);
        const labels = [...told.phases, ...told.facts, ...told.compositeCounts, ...told.summaryCounts].map(
          (one) => one.label,
        );
        for (const label of [...labels, told.title, told.stateLabel, told.nextAction?.label]) {
          expect(words.has(label ?? '')).toBe(true);
        }
      }),
      RUNS,
    );
  });
});

describe('5. what has no truthful progress', () => {
  it.each(['provider.connection.check', 'support.diagnostics.collect', 'a.type.of.tomorrow'])(
    '%s never leaves activity, whatever its context holds',
    (type) => {
      fc.assert(
        fc.property(storedRun, (run) => {
          expect(['activity', 'none']).toContain(progressOf({ ...run, type }).mode);
        }),
        RUNS,
      );
    },
  );

  it('is declared so', () => {
    expect(RUN_TYPES['provider.connection.check'].progress).toBe('activity');
    expect(RUN_TYPES['support.diagnostics.collect'].progress).toBe('activity');
  });
});

describe('6. a completed run', () => {
  it('has no active progress and speaks by its outcome', () => {
    fc.assert(
      fc.property(telling, (given) => {
        const told = tell(given);
        const completed = statusOf(given.run) === 'completed';
        expect(told.progress.mode === 'none').toBe(completed);
        expect(told.state === 'finished').toBe(completed);
        expect(told.outcomeSentence !== null).toBe(completed);
        if (completed) expect(told.statement).toBe(told.outcomeSentence);
      }),
      RUNS,
    );
  });
});

describe('7. silence is told as silence', () => {
  it('so that only a live lease proves that anybody is at work', () => {
    fc.assert(
      fc.property(telling, (given) => {
        const told = tell(given);
        const run = presentableOf(given.run, { id: ID });
        const lease = typeof run.leaseExpiresAt === 'string' ? Date.parse(run.leaseExpiresAt) : null;
        const executed = run.status === 'running' && lease !== null && lease > Number(given.now);
        if (told.state === 'working' || told.liveness === 'quiet') expect(executed).toBe(true);
        expect(told.liveness === 'lost').toBe(run.status === 'running' && lease !== null && !executed);
        if (told.progress.mode === 'phased' && !executed) {
          expect(told.progressLine).toMatch(/^Was |zuletzt|^War /);
        }
      }),
      RUNS,
    );
  });

  it('and a run grows no livelier by waiting: fresh, then quiet, then lost', () => {
    const alive: StoredRun = {
      type: 'inventory.sync',
      status: 'running',
      outcome: 'pending',
      advancedAt: '2026-11-23T10:00:00Z',
      leaseExpiresAt: '2026-11-23T10:10:00Z',
    };
    const order = ['fresh', 'quiet', 'lost'];
    const at = (seconds: number) => {
      const now = Date.parse('2026-11-23T10:00:00Z') + 1000 * seconds;
      return order.indexOf(present(presentableOf(alive, { id: ID }), { locale: 'en', now }).liveness);
    };
    fc.assert(
      fc.property(fc.nat(1200), fc.nat(1200), (one, other) => {
        expect(at(Math.min(one, other))).toBeLessThanOrEqual(at(Math.max(one, other)));
      }),
    );
    expect([at(59), at(60), at(600)]).toEqual([0, 1, 2]);
  });
});

describe('a browser that knows a run only through the API', () => {
  it('says the same words as the server', () => {
    fc.assert(
      fc.property(telling, ({ run, ...options }) => {
        const onServer = presentableOf(run, { id: ID, tenantName: 'Contoso', related: [] });
        const inBrowser = JSON.parse(JSON.stringify(onServer)) as typeof onServer;
        expect(present(inBrowser, options)).toEqual(present(onServer, options));
      }),
      RUNS,
    );
  });
});

describe('phases', () => {
  it('have exactly one current one, with nothing pending before and nothing done after it', () => {
    const seen = countModes((progress, stored) => {
      if (progress.mode !== 'phased') return;
      const at = phaseOrder(stored.type, progress.phase.key);
      progress.phases.forEach(({ state }, place) => {
        expect(place < at ? ['done', 'skipped'] : place === at ? ['current'] : ['pending']).toContain(state);
      });
    });
    expect(seen.get('phased')).toBeGreaterThan(20);
  });
});
