import type { FactKey, RunOutcome, RunType, SummaryCounts } from '@tenantatlas/ops-ux';
import type { z } from 'zod';
import type { WorkspaceTx } from '../../platform/database/index.js';

/** Who started a run. The name is stored as it was at the start. */
export interface Initiator {
  readonly kind: 'user' | 'token' | 'schedule' | 'system';
  readonly id: string | null;
  /** Whom the end is told to. */
  readonly userId: string | null;
  readonly name: string;
  readonly ip: string | null;
}

/** Why a run ended as it did: a code of the closed list in ops-ux, with whole numbers, times and stored names only. */
export interface RunReason {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

export type RelatedKind =
  | 'baseline_profile'
  | 'baseline_snapshot'
  | 'support_bundle'
  | 'provider_connection'
  | 'managed_tenant'
  | 'operation_run';

/** What a run read or made. The label is a name that the platform stored itself. */
export interface RelatedReference {
  readonly kind: RelatedKind;
  readonly id: string;
  readonly label: string;
}

/** Facts that a job reports; OperationRunService folds them into the row. Counts and facts are totals, not differences. */
export interface RunReport<Resume> {
  readonly phase?: string;
  readonly facts?: Partial<Record<FactKey, number>>;
  readonly counts?: SummaryCounts;
  /** True once `total` will not grow any more; before that no percentage is shown. */
  readonly totalFinal?: boolean;
  /** What the job waits for right now, or null when it goes on. */
  readonly waitingFor?: { readonly what: 'provider_rate_limit'; readonly until: Date } | null;
  readonly related?: readonly RelatedReference[];
  /** Where to go on after a loss. Stored with the rows that it speaks of, in one transaction. */
  readonly resume?: Resume;
}

/** How a job says that its work is over. `write` runs in the terminal transaction: all of it is committed, or none. */
export interface RunConclusion {
  readonly outcome: Exclude<RunOutcome, 'pending' | 'cancelled'>;
  readonly reason?: RunReason;
  readonly counts?: SummaryCounts;
  readonly facts?: Partial<Record<FactKey, number>>;
  readonly related?: readonly RelatedReference[];
  readonly write?: (tx: WorkspaceTx) => Promise<void>;
}

/** What a job is given. Every report is refused, by an exception that the job lets pass, once another executor took over. */
export interface RunExecution<Input, Resume> {
  readonly runId: string;
  readonly workspaceId: string;
  readonly tenantId: string | null;
  readonly attempt: number;
  readonly input: Input;
  readonly resume: Resume | null;
  /** Aborted when the lease is lost, the process is told to stop or the run is to be cancelled: stop reading, let go. */
  readonly signal: AbortSignal;
  /**
   * Reports facts and commits `write` with them in one transaction under the lease. Throws RunInterrupted when the run
   * was cancelled, taken over or the worker stops; the job must let it pass.
   */
  report(report: RunReport<Resume>, write?: (tx: WorkspaceTx) => Promise<void>): Promise<void>;
}

/** How a run type is done; what may be said of it is declared in ops-ux. Registered once at start. */
export interface RunHandler<Input = unknown, Resume = unknown> {
  readonly type: RunType;
  /** `provider` for work that reads a tenant for minutes, `light` for what takes seconds. */
  readonly queue: 'provider' | 'light';
  readonly input: z.ZodType<Input>;
  readonly resume: z.ZodType<Resume>;
  readonly maxAttempts: number;
  /** Runs that read much of a tenant take turns, so that its rate limit is kept by all workers together. */
  readonly takesTenantTurn: boolean;
  /** What makes two starts the same work, besides type, workspace and tenant. */
  identityOf(input: Input): readonly string[];
  execute(execution: RunExecution<Input, Resume>): Promise<RunConclusion>;
}

/** A request to start a run. Authorisation has been decided before. */
export interface StartRequest<Input> {
  readonly type: RunType;
  readonly workspaceId: string;
  readonly tenantId: string | null;
  readonly input: Input;
  readonly initiator: Initiator;
  readonly idempotencyKey?: string | null;
  readonly retryOfRunId?: string;
  readonly related?: readonly RelatedReference[];
  /** Says, inside the start's transaction, what is known to make the run impossible; then no row is written. */
  readonly obstacle?: (tx: WorkspaceTx) => Promise<RunReason | null>;
}
