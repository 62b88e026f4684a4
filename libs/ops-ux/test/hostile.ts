import fc from 'fast-check';
import {
  FACT_KEYS,
  REASON_CODES,
  RUN_TYPES,
  RUN_TYPE_KEYS,
  SUMMARY_COUNT_KEYS,
  type Presentation,
  type StoredRun,
} from '../src/index.js';

/** Planted wherever a stored run can hold text. None of it may ever come out in a label. */
export const CANARY = 'CANARY';

const canary = fc.constantFrom(
  `${CANARY} System.NullReferenceException at Graph.Client`,
  `https://graph.${CANARY}.com/beta?$skiptoken=1`,
  `${CANARY}-3f2504e0-4f89-11d3-9a0c-0305e82c3301`,
  `{${CANARY}} {count} {time} $& $1`,
);

/** Numbers that are not counts, and some that are. */
const number = fc.oneof(
  fc.nat({ max: 500 }),
  fc.constantFrom(0, -0, 1, -1, 0.5, NaN, Infinity, -Infinity, 2 ** 31 - 1, 2 ** 31, Number.MAX_SAFE_INTEGER, 1e308),
);

const junk = fc.oneof(
  canary,
  number,
  fc.constantFrom(null, undefined, true, false, '', '12', [], {}, '__proto__', 'constructor', 'toString'),
  fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withObjectString: true }),
);

const phases = RUN_TYPE_KEYS.flatMap((type) => RUN_TYPES[type].phases.map(({ key }) => key));
const phase = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...phases) }, canary, junk);
const isoTime = fc
  .date({ min: new Date('2026-11-20T00:00:00Z'), max: new Date('2026-11-26T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const time = fc.oneof({ weight: 4, arbitrary: isoTime }, fc.date(), junk);

/** Most fields as they should be, some hostile, some missing. */
function mostly(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  const entries = Object.entries(fields).map(([key, value]) => [
    key,
    fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: junk }),
  ]);
  const fieldsOrJunk = Object.fromEntries(entries) as typeof fields;
  const record = fc.oneof(fc.record(fieldsOrJunk), fc.record(fieldsOrJunk, { requiredKeys: [] }));
  const polluted = fc.tuple(record, junk).map(([clean, dirt]) => {
    const own = JSON.parse('{"__proto__": {"phase": "inventory", "totalFinal": true}, "constructor": 1}') as object;
    return { ...clean, ...own, [CANARY]: dirt };
  });
  return fc.oneof({ weight: 14, arbitrary: record }, { weight: 2, arbitrary: polluted }, junk);
}

const progress = mostly({
  phase,
  enteredAt: time,
  history: fc.array(mostly({ key: phase, enteredAt: time, leftAt: time }), { maxLength: 8 }),
  facts: mostly(Object.fromEntries(FACT_KEYS.map((key) => [key, number]))),
  totalFinal: fc.constantFrom<unknown>(true, true, true, false, 'true', 1),
  waitingFor: fc.oneof(fc.constantFrom('worker', 'provider_rate_limit', 'tenant_turn'), canary),
  waitingUntil: time,
  attempt: fc.constantFrom(1, 1, 1, 2),
  carried: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray(['phase', 'facts', 'counts', CANARY])),
});

const buckets = fc
  .tuple(fc.nat(40), fc.nat(40), fc.nat(40), fc.nat(40), fc.nat(40), fc.constantFrom(0, 0, 0, 1, -1))
  .chain(([succeeded, needsAttention, failed, cancelled, running, error]) =>
    mostly({
      source: fc.oneof(fc.uuid(), canary),
      asOf: time,
      total: fc.constant(succeeded + needsAttention + failed + cancelled + running + error),
      succeeded: fc.constant(succeeded),
      needsAttention: fc.constant(needsAttention),
      failed: fc.constant(failed),
      cancelled: fc.constant(cancelled),
      running: fc.constant(running),
    }),
  );

const context = mostly({
  progress,
  composite: buckets,
  reason: mostly({
    code: fc.oneof(fc.constantFrom(...REASON_CODES), canary),
    params: mostly({ families: number, items: number, attempts: number, name: canary }),
  }),
  resumeToken: canary,
  error: canary,
});

const summaryCounts = fc.oneof(mostly(Object.fromEntries(SUMMARY_COUNT_KEYS.map((key) => [key, number]))), {
  weight: 3,
  arbitrary: fc
    .nat(60)
    .chain((total) => fc.record({ total: fc.constant(total), processed: fc.nat(total), items: fc.nat(999) })),
});

const status = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('queued', 'running', 'running', 'running', 'completed') },
  fc.constantFrom('RUNNING', 'in_progress', 'pending', 'done', 'success', 'error', 'canceled', 'partial'),
  junk,
);
const outcome = fc.oneof(
  fc.constantFrom('pending', 'succeeded', 'partially_succeeded', 'blocked', 'failed', 'cancelled', 'ok', 'error'),
  junk,
);

/** Runs as any version, hand or mistake may have stored them. */
export const storedRun: fc.Arbitrary<StoredRun> = fc.record({
  type: fc.oneof({ weight: 10, arbitrary: fc.constantFrom<unknown>(...RUN_TYPE_KEYS, 'tenant.review.compose') }, junk),
  status,
  outcome,
  summaryCounts,
  context,
  attempt: fc.constantFrom<unknown>(1, 1, 1, 2, null, CANARY),
  createdAt: time,
  startedAt: time,
  completedAt: time,
  heartbeatAt: time,
  advancedAt: time,
  leaseExpiresAt: time,
  cancelRequestedAt: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, time),
});

/** Any moment, and moments that are none. */
export const moment = fc.oneof(
  { weight: 6, arbitrary: isoTime.map((iso) => new Date(iso)) },
  fc.constantFrom<Date | number>(NaN, Infinity, 0, new Date(NaN)),
);
export const locale = fc.constantFrom('en', 'de', 'de-AT', 'fr', '', CANARY);
export const timeZone = fc.constantFrom(undefined, 'UTC', 'Europe/Berlin', 'Asia/Kathmandu', CANARY);

/** Every text of a presentation that an operator reads. */
export function textsOf(told: Presentation): string[] {
  const labels = [...told.phases, ...told.summaryCounts].map(({ label }) => label);
  const numbers = [...told.facts, ...told.compositeCounts].flatMap(({ label, text }) => [label, text]);
  const { title, subject, startedBy, stateLabel, progressLine, statement, outcomeSentence, reasonSentence } = told;
  const sentences = [title, subject, startedBy, stateLabel, progressLine, statement, outcomeSentence, reasonSentence];
  const rest = [told.nextAction?.label, told.ariaValueText, told.elapsed?.label];
  return [...labels, ...numbers, ...sentences, ...rest].filter((text) => typeof text === 'string');
}
