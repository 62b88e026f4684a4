import { closeProgress, mergeProgress, type ProgressReport } from '@tenantatlas/ops-ux';
import type { RunConclusion, RunReport } from './run-handler.js';
import type { RunChange } from './run-store.js';
import { mergeRelated, relatedOf, type RunRow } from './run.row.js';

/** What each transition writes into its run. Nothing is decided here: that a transition may happen is known already. */

/** How a run ends, whoever ends it. */
export interface Ending extends Omit<RunConclusion, 'outcome' | 'write'> {
  readonly outcome: RunConclusion['outcome'] | 'cancelled';
}

export const CANCELLED: Ending = { outcome: 'cancelled', reason: { code: 'cancelled_by_request' } };

export function exhausted({ attempt }: RunRow): Ending {
  return { outcome: 'failed', reason: { code: 'attempts_exhausted', params: { attempts: attempt } } };
}

/** A new executor begins. Where the last one died unnoticed, its stay in a phase ended with its last sign of life. */
export function claimed(run: RunRow, owner: string, leaseMs: number, now: Date): RunChange {
  const context = run.leaseOwner === null ? run.context : leftPhase(run, run.heartbeatAt ?? now);
  return {
    status: 'running',
    attempt: run.attempt + 1,
    leaseEpoch: run.leaseEpoch + 1,
    leaseOwner: owner,
    leaseExpiresAt: { inMs: leaseMs },
    heartbeatAt: 'now',
    startedAt: 'now_if_null',
    context: waitingFor(context, null),
  };
}

/** Another run reads this tenant; null where that has been said already. */
export function queuedForTurn(run: RunRow): RunChange | null {
  const progress = run.context['progress'] as { waitingFor?: string } | undefined;
  return progress?.waitingFor === 'tenant_turn' ? null : { context: waitingFor(run.context, 'tenant_turn') };
}

/** A job's facts. `urgent` where a phase was entered or a wait began or ended: that is told without delay. */
export function reported(
  run: RunRow,
  report: RunReport<unknown>,
  { leaseMs, wrote, now }: { leaseMs: number; wrote: boolean; now: Date },
): { readonly change: RunChange; readonly urgent: boolean } {
  const { resume, related, waitingFor: wait, ...facts } = report;
  const { progress, summaryCounts } = merged(
    run,
    { ...facts, waitingFor: wait?.what, waitingUntil: wait?.until.toISOString() },
    now,
  );
  const before = run.context['progress'] as { enteredAt?: string; waitingFor?: string } | undefined;
  const moved = wrote || Object.keys(facts).length > 0;
  return {
    change: {
      context: {
        ...run.context,
        progress,
        ...(resume === undefined ? {} : { resume }),
        ...(related === undefined ? {} : { related: mergeRelated(relatedOf(run.context), related) }),
      },
      summaryCounts,
      leaseExpiresAt: { inMs: leaseMs },
      heartbeatAt: 'now',
      ...(moved ? { advancedAt: 'now' as const } : {}),
    },
    urgent: before?.enteredAt !== progress.enteredAt || before?.waitingFor !== progress.waitingFor,
  };
}

/** The one terminal change. */
export function ended(run: RunRow, ending: Ending, now: Date): RunChange {
  const { progress, summaryCounts } = merged(run, { facts: ending.facts, counts: ending.counts }, now);
  return {
    status: 'completed',
    outcome: ending.outcome,
    summaryCounts,
    context: {
      ...run.context,
      progress: closeProgress(run.type, progress, now),
      related: mergeRelated(relatedOf(run.context), ending.related),
      ...(ending.reason === undefined ? {} : { reason: ending.reason }),
    },
    leaseOwner: null,
    leaseExpiresAt: 'clear',
    completedAt: 'now',
  };
}

/** Handed back by its executor. What was taken only to be let go again uses up no attempt. */
export function handedBack(run: RunRow, { usesAttempt, now }: { usesAttempt: boolean; now: Date }): RunChange {
  return {
    attempt: usesAttempt ? run.attempt : run.attempt - 1,
    leaseEpoch: run.leaseEpoch + 1,
    leaseOwner: null,
    leaseExpiresAt: 'clear',
    context: waitingFor(leftPhase(run, now), 'worker'),
  };
}

/** Taken from an executor that is gone. Its expired lease stays: no sign of life is what is true until the next claim. */
export function takenAway(run: RunRow, now: Date): RunChange {
  return { leaseEpoch: run.leaseEpoch + 1, leaseOwner: null, context: leftPhase(run, run.heartbeatAt ?? now) };
}

function merged(run: RunRow, report: ProgressReport, now: Date) {
  const { type, attempt, summaryCounts } = run;
  const result = mergeProgress({ type, attempt, progress: run.context['progress'], summaryCounts }, report, now);
  if (!result.ok) throw new Error(`${type} reported what it must not: ${JSON.stringify(result.problems)}`);
  return result;
}

/** The stay in a phase ends when its executor is gone; the next one enters it anew. */
function leftPhase(run: RunRow, at: Date): RunRow['context'] {
  return { ...run.context, progress: closeProgress(run.type, run.context['progress'], at) };
}

function waitingFor(context: RunRow['context'], what: 'worker' | 'tenant_turn' | null): RunRow['context'] {
  const progress = context['progress'] as Record<string, unknown> | undefined;
  return { ...context, progress: { ...progress, waitingFor: what ?? undefined, waitingUntil: undefined } };
}
