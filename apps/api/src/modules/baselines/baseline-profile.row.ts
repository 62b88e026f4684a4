import type { WorkspaceTx } from '../../platform/database/index.js';

/** A row of `baseline_profiles`. */
export interface BaselineProfileRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly families: readonly string[];
  readonly includeNames: readonly string[];
  readonly excludeNames: readonly string[];
  readonly activeSnapshotId: string | null;
  readonly createdByName: string;
  readonly createdAt: Date;
}

/** For `FROM baseline_profiles p`. */
export const PROFILE_COLUMNS = `p.id, p.workspace_id AS "workspaceId", p.name, p.families,
  p.include_names AS "includeNames", p.exclude_names AS "excludeNames", p.active_snapshot_id AS "activeSnapshotId",
  p.created_by_name AS "createdByName", p.created_at AS "createdAt"`;

export function profilesByIds(tx: WorkspaceTx, ids: readonly string[]): Promise<readonly BaselineProfileRow[]> {
  return tx.query<BaselineProfileRow>(
    `SELECT ${PROFILE_COLUMNS} FROM baseline_profiles p WHERE p.workspace_id = $1 AND p.id = ANY($2)`,
    [tx.workspaceId, ids],
  );
}

export async function profileById(tx: WorkspaceTx, id: string): Promise<BaselineProfileRow | undefined> {
  return (await profilesByIds(tx, [id]))[0];
}
