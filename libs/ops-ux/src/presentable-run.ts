import type { Progress } from './progress.js';
import type { RunOutcome, RunStatus } from './run-condition.js';
import type { ReasonParams } from './reasons.js';
import { normalizeStatus } from './status-normalizer.js';
import { progressFrom, progressRecordOf, type StoredRun } from './stored-run.js';
import { summaryCountEntries, type SummaryCountEntry } from './summary-counts.js';
import { asTime, asWhole, own } from './untrusted.js';
import type { Time, VitalSigns } from './vitals.js';

/** An object that a run read or made, as far as links to it are concerned. */
export interface RelatedRef {
  readonly kind: string;
  readonly id: string;
}

/**
 * A run as far as it may be spoken of: only what the public API exposes, so that a server and a browser say the same
 * words about it, and the browser can say new ones as time passes.
 */
export interface PresentableRun extends VitalSigns {
  readonly id: string;
  readonly type: string;
  readonly status: RunStatus;
  readonly outcome: RunOutcome;
  readonly progress: Progress;
  readonly reasonCode?: string | null;
  readonly reasonParams?: ReasonParams | null;
  readonly summaryCounts: readonly SummaryCountEntry[];
  readonly createdAt?: Time;
  readonly completedAt?: Time;
  readonly initiatorName?: string | null;
  readonly tenantId?: string | null;
  readonly tenantName?: string | null;
  readonly related?: readonly RelatedRef[];
}

/** What a stored run does not hold itself: ids and names, as the platform stored them. */
export interface RunIdentity {
  readonly id: string;
  readonly initiatorName?: string | null;
  readonly tenantId?: string | null;
  readonly tenantName?: string | null;
  readonly related?: readonly RelatedRef[];
}

/** Assembles from a stored run what may be said of it. Never throws; nothing raw from its context passes. */
export function presentableOf(run: StoredRun, identity: RunIdentity): PresentableRun {
  const type = own(run, 'type');
  const context = own(run, 'context');
  const record = progressRecordOf(run);
  const reasonCode = own(own(context, 'reason'), 'code');
  const time = (field: keyof StoredRun): string | null => asTime(own(run, field));
  return {
    id: identity.id,
    type: typeof type === 'string' ? type : 'unknown',
    ...normalizeStatus(own(run, 'status'), own(run, 'outcome')),
    progress: progressFrom(run, record),
    reasonCode: typeof reasonCode === 'string' ? reasonCode : null,
    reasonParams: numbersOf(own(own(context, 'reason'), 'params')),
    summaryCounts: summaryCountEntries(own(run, 'summaryCounts')),
    createdAt: time('createdAt'),
    startedAt: time('startedAt'),
    completedAt: time('completedAt'),
    heartbeatAt: time('heartbeatAt'),
    advancedAt: time('advancedAt'),
    leaseExpiresAt: time('leaseExpiresAt'),
    cancelRequestedAt: time('cancelRequestedAt'),
    waitingFor: record.waitingFor ?? null,
    waitingUntil: record.waitingUntil ?? null,
    initiatorName: identity.initiatorName,
    tenantId: identity.tenantId,
    tenantName: identity.tenantName,
    related: identity.related,
  };
}

const MOST_PARAMS = 20;

function numbersOf(stored: unknown): Readonly<Record<string, number>> {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.keys(stored)
      .slice(0, MOST_PARAMS)
      .flatMap((key) => {
        const value = asWhole(own(stored, key));
        return value === null ? [] : [[key, value] as const];
      }),
  );
}
