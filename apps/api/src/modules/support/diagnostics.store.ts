import type { WorkspaceTx } from '../../platform/database/index.js';
import type { ConnectionState, LeaseFacts, RecentEnding } from './diagnostics.js';

/** Facts of the platform as the database tells them. */
export async function databaseFacts(tx: WorkspaceTx): Promise<{ readonly now: Date; readonly version: string }> {
  const [row] = await tx.query<{ now: Date; version: string }>(
    `SELECT now() AS now, current_setting('server_version') AS version`,
  );
  if (row === undefined) throw new Error('the database tells nothing of itself');
  return row;
}

/** The connections of a workspace, without anything that gives access or names a customer. */
export function connectionStates(tx: WorkspaceTx): Promise<readonly ConnectionState[]> {
  return tx.query<ConnectionState>(
    `SELECT tenant_id AS "tenantId", kind, cloud, status, checked_at AS "checkedAt", credential_kind AS "credentialKind",
            credential_expires_at AS "credentialExpiresAt",
            (SELECT coalesce(jsonb_agg(jsonb_build_object('family', c ->> 'family', 'reason', c ->> 'reason')), '[]')
             FROM jsonb_array_elements(family_checks) c WHERE c ->> 'readable' = 'false') AS "unreadFamilies"
     FROM provider_connections WHERE workspace_id = $1 ORDER BY tenant_id LIMIT 5000`,
    [tx.workspaceId],
  );
}

/** Why runs of the last thirty days did not simply succeed, most frequent first. */
export function recentEndings(tx: WorkspaceTx): Promise<readonly RecentEnding[]> {
  return tx.query<RecentEnding>(
    `SELECT type, outcome, context -> 'reason' ->> 'code' AS "reasonCode", count(*)::int AS count,
            max(completed_at) AS "lastAt"
     FROM operation_runs
     WHERE workspace_id = $1 AND outcome IN ('partially_succeeded', 'blocked', 'failed')
       AND completed_at > now() - interval '30 days'
     GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2 LIMIT 200`,
    [tx.workspaceId],
  );
}

/** How the runs of a workspace stand that are not over. */
export async function leaseFacts(tx: WorkspaceTx): Promise<LeaseFacts> {
  const [row] = await tx.query<LeaseFacts>(
    `SELECT count(*) FILTER (WHERE status = 'queued')::int AS queued,
            count(*) FILTER (WHERE status = 'running')::int AS running,
            count(*) FILTER (WHERE status = 'running' AND lease_expires_at < now())::int AS "leasesExpired",
            (SELECT count(*)::int FROM run_dispatches WHERE workspace_id = $1 AND relayed_at IS NULL) AS "waitingDispatches",
            min(created_at) FILTER (WHERE status = 'queued') AS "oldestQueuedAt"
     FROM operation_runs WHERE workspace_id = $1 AND status <> 'completed'`,
    [tx.workspaceId],
  );
  if (row === undefined) throw new Error('counting gives a row');
  return row;
}
