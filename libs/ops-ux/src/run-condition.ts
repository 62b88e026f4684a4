/** How far a run has come. */
export const RUN_STATUSES = ['queued', 'running', 'completed'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** How a run ended; `pending` until it did. */
export const RUN_OUTCOMES = ['pending', 'succeeded', 'partially_succeeded', 'blocked', 'failed', 'cancelled'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];
export type TerminalOutcome = Exclude<RunOutcome, 'pending'>;

/** Status and outcome together: only these pairs exist. */
export type RunCondition =
  | { readonly status: 'queued' | 'running'; readonly outcome: 'pending' }
  | { readonly status: 'completed'; readonly outcome: TerminalOutcome };

/** The pairs a run may be in, by the name used in {@link RUN_TRANSITIONS}. */
export type ConditionKey = 'queued' | 'running' | TerminalOutcome;

/**
 * Where a run may go from where it is. A run stays `running` between attempts, and a terminal state never changes.
 * A queued run succeeds at nothing: it can only be called off, refused or given up.
 */
export const RUN_TRANSITIONS: Readonly<Record<ConditionKey, readonly ConditionKey[]>> = {
  queued: ['running', 'blocked', 'failed', 'cancelled'],
  running: ['succeeded', 'partially_succeeded', 'blocked', 'failed', 'cancelled'],
  succeeded: [],
  partially_succeeded: [],
  blocked: [],
  failed: [],
  cancelled: [],
};

const keyOf = (condition: RunCondition): ConditionKey =>
  condition.status === 'completed' ? condition.outcome : condition.status;

/** Whether a run may go from one condition to another. Staying is no transition. */
export function canTransition(from: RunCondition, to: RunCondition): boolean {
  return RUN_TRANSITIONS[keyOf(from)].includes(keyOf(to));
}

/** Whether the run has ended for good. */
export function isTerminal(condition: RunCondition): boolean {
  return condition.status === 'completed';
}

/** Whether the run waits for its start or is under way. */
export function isActive(condition: RunCondition): boolean {
  return !isTerminal(condition);
}

/** Outcomes after which somebody has to look: something is missing or was not done. */
export const ATTENTION_OUTCOMES: readonly RunOutcome[] = ['partially_succeeded', 'blocked', 'failed'];

/** Whether somebody has to look at a run that ended so. */
export function needsAttention(outcome: RunOutcome): boolean {
  return ATTENTION_OUTCOMES.includes(outcome);
}

/** Whether a new run of the same work may be of use: everything that ended without having done all of it. */
export function isRetryable(condition: RunCondition): boolean {
  return condition.status === 'completed' && condition.outcome !== 'succeeded';
}
