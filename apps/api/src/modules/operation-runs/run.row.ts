import { z } from 'zod';
import type { RelatedReference } from './run-handler.js';

/** A row of `operation_runs` as RUN_COLUMNS selects it, with the name of its tenant. */
export interface RunRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly tenantId: string | null;
  readonly tenantName: string | null;
  readonly touchedTenantIds: readonly string[] | null;
  readonly type: string;
  readonly status: 'queued' | 'running' | 'completed';
  readonly outcome: string;
  readonly initiatorKind: string;
  readonly initiatorId: string | null;
  readonly initiatorUserId: string | null;
  readonly initiatorName: string;
  readonly summaryCounts: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly revision: number;
  readonly attempt: number;
  readonly leaseEpoch: number;
  readonly leaseOwner: string | null;
  readonly leaseExpiresAt: Date | null;
  readonly heartbeatAt: Date | null;
  readonly advancedAt: Date | null;
  readonly cancelRequestedAt: Date | null;
  readonly retryOfRunId: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
}

/** For `FROM operation_runs r`. */
export const RUN_COLUMNS = `
  r.id, r.workspace_id AS "workspaceId", r.tenant_id AS "tenantId", r.touched_tenant_ids AS "touchedTenantIds",
  (SELECT t.name FROM managed_tenants t WHERE t.workspace_id = r.workspace_id AND t.id = r.tenant_id) AS "tenantName",
  r.type, r.status, r.outcome, r.initiator_kind AS "initiatorKind", r.initiator_id AS "initiatorId",
  r.initiator_user_id AS "initiatorUserId", r.initiator_name AS "initiatorName",
  r.summary_counts AS "summaryCounts", r.context, r.revision, r.attempt, r.lease_epoch AS "leaseEpoch",
  r.lease_owner AS "leaseOwner", r.lease_expires_at AS "leaseExpiresAt", r.heartbeat_at AS "heartbeatAt",
  r.advanced_at AS "advancedAt", r.cancel_requested_at AS "cancelRequestedAt", r.retry_of_run_id AS "retryOfRunId",
  r.created_at AS "createdAt", r.started_at AS "startedAt", r.completed_at AS "completedAt"`;

const related = z.array(z.object({ kind: z.string(), id: z.uuid(), label: z.string() }));

/** What a run read and made, as far as the stored context can be read. */
export function relatedOf(context: Readonly<Record<string, unknown>>): readonly RelatedReference[] {
  const read = related.safeParse(context['related']);
  return read.success ? (read.data as RelatedReference[]) : [];
}

/** Adds what is new to what was known; the newest label of an object wins. */
export function mergeRelated(
  known: readonly RelatedReference[],
  more: readonly RelatedReference[] = [],
): readonly RelatedReference[] {
  const keyOf = ({ kind, id }: RelatedReference) => `${kind} ${id}`;
  return [...new Map([...known, ...more].map((reference) => [keyOf(reference), reference])).values()];
}
