import type { RunRow } from './run.row.js';

/** What a worker may do with a run that the bell rang for. */
export type ClaimDecision =
  | 'execute'
  /** Ended, or somebody else executes it. */
  | 'leave'
  | 'end_cancelled'
  | 'end_exhausted'
  /** Another run reads this tenant now. */
  | 'wait_for_turn';

export interface ClaimFacts {
  readonly maxAttempts: number;
  readonly tenantIsTaken: boolean;
  /** The database's clock. */
  readonly now: Date;
}

/** Whether an executor holds the run at `now`. */
export function isHeld(run: Pick<RunRow, 'leaseOwner' | 'leaseExpiresAt'>, now: Date): boolean {
  return run.leaseOwner !== null && run.leaseExpiresAt !== null && run.leaseExpiresAt > now;
}

/** Decides whether the worker that heard the bell executes the run. */
export function decideClaim(run: RunRow, { maxAttempts, tenantIsTaken, now }: ClaimFacts): ClaimDecision {
  if (run.status === 'completed' || isHeld(run, now)) return 'leave';
  if (run.cancelRequestedAt !== null) return 'end_cancelled';
  if (run.attempt >= maxAttempts) return 'end_exhausted';
  return tenantIsTaken ? 'wait_for_turn' : 'execute';
}

/** What becomes of a run whose lease ran out. */
export type LossDecision = 'leave' | 'end_cancelled' | 'end_exhausted' | 'take_up_again';

export function decideLoss(run: RunRow, maxAttempts: number, now: Date): LossDecision {
  if (run.status !== 'running' || run.leaseOwner === null || isHeld(run, now)) return 'leave';
  if (run.cancelRequestedAt !== null) return 'end_cancelled';
  return run.attempt >= maxAttempts ? 'end_exhausted' : 'take_up_again';
}

/** How a request to cancel is met. */
export type CancelDecision = 'already_over' | 'already_asked' | 'end_now' | 'ask_executor';

export function decideCancel(run: RunRow, now: Date): CancelDecision {
  if (run.status === 'completed') return 'already_over';
  if (!isHeld(run, now)) return 'end_now';
  return run.cancelRequestedAt === null ? 'ask_executor' : 'already_asked';
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/** How long a run rests after an attempt that failed unexpectedly. */
export function restBefore(nextAttempt: number): number {
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.max(0, nextAttempt - 2));
}
