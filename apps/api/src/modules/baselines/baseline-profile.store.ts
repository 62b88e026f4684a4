import { v7 } from 'uuid';
import type { WorkspaceTx } from '../../platform/database/index.js';
import { PROFILE_COLUMNS, type BaselineProfileRow } from './baseline-profile.row.js';
import type { ProfileDetails } from './profile-details.js';

/** Creates a profile; undefined where its name is taken. */
export async function insertProfile(
  tx: WorkspaceTx,
  details: ProfileDetails,
  createdByName: string,
): Promise<BaselineProfileRow | undefined> {
  const [row] = await tx.query<BaselineProfileRow>(
    `INSERT INTO baseline_profiles AS p (workspace_id, id, name, families, include_names, exclude_names, created_by_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (workspace_id, lower(name)) DO NOTHING RETURNING ${PROFILE_COLUMNS}`,
    [tx.workspaceId, v7(), details.name, details.families, details.includeNames, details.excludeNames, createdByName],
  );
  return row;
}

/** Changes a profile; undefined where another has the name. Locked before, so that two changes follow one another. */
export async function updateProfile(
  tx: WorkspaceTx,
  id: string,
  { name, families, includeNames, excludeNames }: ProfileDetails,
): Promise<BaselineProfileRow | undefined> {
  const [row] = await tx.query<BaselineProfileRow>(
    `UPDATE baseline_profiles p SET name = $3, families = $4, include_names = $5, exclude_names = $6
     WHERE p.workspace_id = $1 AND p.id = $2 AND NOT EXISTS
       (SELECT 1 FROM baseline_profiles o WHERE o.workspace_id = $1 AND lower(o.name) = lower($3) AND o.id <> $2)
     RETURNING ${PROFILE_COLUMNS}`,
    [tx.workspaceId, id, name, families, includeNames, excludeNames],
  );
  return row;
}

/** A profile, locked until the transaction ends. */
export async function lockProfile(tx: WorkspaceTx, id: string): Promise<BaselineProfileRow | undefined> {
  const [row] = await tx.query<BaselineProfileRow>(
    `SELECT ${PROFILE_COLUMNS} FROM baseline_profiles p WHERE p.workspace_id = $1 AND p.id = $2 FOR UPDATE`,
    [tx.workspaceId, id],
  );
  return row;
}

/** Profiles of a workspace by name. */
export function listProfiles(
  tx: WorkspaceTx,
  { search, from, atMost }: { search: string | null; from: readonly string[] | null; atMost: number },
): Promise<readonly (BaselineProfileRow & { readonly sortKey: string })[]> {
  return tx.query<BaselineProfileRow & { readonly sortKey: string }>(
    `SELECT ${PROFILE_COLUMNS}, lower(p.name) AS "sortKey" FROM baseline_profiles p
     WHERE p.workspace_id = $1 AND ($2::text IS NULL OR strpos(lower(p.name), lower($2)) > 0)
       AND ($3::text IS NULL OR (lower(p.name), p.id) > ($3, $4::uuid))
     ORDER BY lower(p.name), p.id LIMIT $5`,
    [tx.workspaceId, search, from?.[0] ?? null, from?.[1] ?? null, atMost],
  );
}

/** Makes a whole snapshot the active one of its profile. */
export async function activateSnapshot(tx: WorkspaceTx, profileId: string, snapshotId: string): Promise<void> {
  await tx.query('UPDATE baseline_profiles SET active_snapshot_id = $3 WHERE workspace_id = $1 AND id = $2', [
    tx.workspaceId,
    profileId,
    snapshotId,
  ]);
}

/** The newest capture of each profile, among those of tenants that the reader sees (null: all). */
export async function lastCaptureIds(
  tx: WorkspaceTx,
  profileIds: readonly string[],
  tenantIds: readonly string[] | null,
): Promise<ReadonlyMap<string, string>> {
  // Ids grow with time, and no capture is older than its profile: older runs need not be looked at.
  const rows = await tx.query<{ profileId: string; runId: string }>(
    `SELECT wanted.id AS "profileId", newest.id AS "runId" FROM unnest($2::uuid[]) AS wanted(id)
     JOIN LATERAL (SELECT r.id FROM operation_runs r
                   WHERE r.workspace_id = $1 AND r.type = 'baseline_capture' AND r.id > wanted.id
                     AND r.context -> 'input' ->> 'profileId' = wanted.id::text
                     AND ($3::uuid[] IS NULL OR r.tenant_id = ANY($3))
                   ORDER BY r.id DESC LIMIT 1) newest ON true`,
    [tx.workspaceId, profileIds, tenantIds],
  );
  return new Map(rows.map(({ profileId, runId }) => [profileId, runId]));
}
