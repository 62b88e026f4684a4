import type { WorkspaceTx } from '../../platform/database/index.js';
import type { FamilyCoverage } from './coverage.js';

/** A row of `baseline_snapshots`. */
export interface BaselineSnapshotRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly profileId: string;
  /** Given when the snapshot is sealed. */
  readonly version: number | null;
  readonly sourceTenantId: string;
  readonly runId: string;
  readonly itemCount: number;
  readonly gapCount: number;
  readonly coverage: readonly FamilyCoverage[];
  readonly createdAt: Date;
  readonly sealedAt: Date | null;
  readonly isActive: boolean;
}

/** For `FROM baseline_snapshots s JOIN baseline_profiles p`. */
const SNAPSHOT_COLUMNS = `s.id, s.workspace_id AS "workspaceId", s.profile_id AS "profileId", s.version,
  s.source_tenant_id AS "sourceTenantId", s.run_id AS "runId", s.item_count AS "itemCount", s.gap_count AS "gapCount",
  s.coverage, s.created_at AS "createdAt", s.sealed_at AS "sealedAt",
  p.active_snapshot_id IS NOT DISTINCT FROM s.id AS "isActive"`;

const FROM_SNAPSHOTS = `FROM baseline_snapshots s
  JOIN baseline_profiles p ON p.workspace_id = s.workspace_id AND p.id = s.profile_id`;

export function snapshotsByIds(tx: WorkspaceTx, ids: readonly string[]): Promise<readonly BaselineSnapshotRow[]> {
  return tx.query<BaselineSnapshotRow>(
    `SELECT ${SNAPSHOT_COLUMNS} ${FROM_SNAPSHOTS} WHERE s.workspace_id = $1 AND s.id = ANY($2)`,
    [tx.workspaceId, ids],
  );
}

/** Which snapshots of a profile are wanted: whole ones only, of tenants that the reader sees, newest first. */
export interface SnapshotListing {
  readonly profileId: string;
  /** Null where all tenants are seen. */
  readonly tenantIds: readonly string[] | null;
  readonly beforeVersion: string | null;
  readonly atMost: number;
}

export function snapshotsOfProfile(
  tx: WorkspaceTx,
  { profileId, tenantIds, beforeVersion, atMost }: SnapshotListing,
): Promise<readonly BaselineSnapshotRow[]> {
  return tx.query<BaselineSnapshotRow>(
    `SELECT ${SNAPSHOT_COLUMNS} ${FROM_SNAPSHOTS}
     WHERE s.workspace_id = $1 AND s.profile_id = $2 AND s.version IS NOT NULL
       AND ($3::uuid[] IS NULL OR s.source_tenant_id = ANY($3)) AND ($4::int IS NULL OR s.version < $4)
     ORDER BY s.version DESC LIMIT $5`,
    [tx.workspaceId, profileId, tenantIds, beforeVersion, atMost],
  );
}
