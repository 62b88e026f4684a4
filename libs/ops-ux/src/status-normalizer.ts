import type { RunCondition, TerminalOutcome } from './run-condition.js';

type Reading = 'queued' | 'running' | 'completed' | 'pending' | TerminalOutcome;

/** Every spelling that a stored status or outcome was ever seen in, by what it means. */
const SPELLINGS: Readonly<Record<Reading, readonly string[]>> = {
  queued: ['queued', 'new', 'created', 'scheduled', 'accepted', 'enqueued', 'waiting'],
  running: [
    'running',
    'in_progress',
    'inprogress',
    'processing',
    'started',
    'active',
    'working',
    'stopping',
    'cancelling',
  ],
  completed: ['completed', 'complete', 'done', 'finished', 'ended'],
  pending: ['pending'],
  succeeded: ['succeeded', 'success', 'successful', 'ok', 'passed'],
  partially_succeeded: [
    'partially_succeeded',
    'partial',
    'partial_success',
    'partially_successful',
    'completed_with_errors',
    'completed_with_warnings',
    'warning',
  ],
  blocked: ['blocked', 'rejected', 'refused', 'denied'],
  failed: ['failed', 'failure', 'error', 'errored', 'timed_out', 'timeout', 'crashed'],
  cancelled: ['cancelled', 'canceled', 'aborted', 'stopped'],
};

const READINGS: ReadonlyMap<string, Reading> = new Map(
  (Object.entries(SPELLINGS) as [Reading, readonly string[]][]).flatMap(([reading, words]) =>
    words.map((word) => [word, reading] as const),
  ),
);

/** From best to worst: where two words contradict each other, nothing better than the worse one is claimed. */
const FROM_BEST_TO_WORST: readonly TerminalOutcome[] = [
  'succeeded',
  'partially_succeeded',
  'cancelled',
  'blocked',
  'failed',
];

const LONGEST_WORD = 40;

function readingOf(word: unknown): Reading | null {
  if (typeof word !== 'string' || word.length > LONGEST_WORD) return null;
  const known = READINGS.get(word);
  if (known !== undefined) return known;
  const spelling = word
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase();
  return READINGS.get(spelling) ?? null;
}

const outcomeOf = (reading: Reading | null): TerminalOutcome | null =>
  FROM_BEST_TO_WORST.find((outcome) => outcome === reading) ?? null;

const worse = (one: TerminalOutcome | null, other: TerminalOutcome | null): TerminalOutcome | null =>
  FROM_BEST_TO_WORST.findLast((outcome) => outcome === one || outcome === other) ?? null;

/**
 * Maps any stored pair of status and outcome, older spellings too, onto a pair that exists. Total and idempotent.
 *
 * An active status beats whatever outcome is stored beside it. A completed run without a readable outcome is told as
 * failed, because success must never be claimed without proof. A pair that says nothing at all is told as queued,
 * which claims the least.
 */
export function normalizeStatus(status: unknown, outcome: unknown): RunCondition {
  const said = readingOf(status);
  if (said === 'running') return { status: 'running', outcome: 'pending' };
  if (said === 'queued' || said === 'pending') return { status: 'queued', outcome: 'pending' };
  const ended = worse(outcomeOf(said), outcomeOf(readingOf(outcome)));
  if (ended !== null) return { status: 'completed', outcome: ended };
  return said === 'completed' ? { status: 'completed', outcome: 'failed' } : { status: 'queued', outcome: 'pending' };
}

/** The normaliser under the name by which the product speaks of it. */
export const OperationStatusNormalizer = { normalize: normalizeStatus } as const;
