import type { WorkspaceTx } from '../../platform/database/index.js';
import type { FamilyCoverage } from './coverage.js';
import type { NameScope } from './name-scope.js';

/** What a profile asks for, as it stood when a capture of it began. */
export interface SnapshotScope extends NameScope {
  /** Empty where every family is in scope. */
  readonly families: readonly string[];
}

/** A snapshot to be begun. */
export interface NewSnapshot {
  readonly id: string;
  readonly profileId: string;
  readonly tenantId: string;
  readonly runId: string;
  readonly scope: SnapshotScope;
}

/** Begins the snapshot of a run, and clears up what failed captures of the same baseline left behind. */
export async function beginSnapshot(tx: WorkspaceTx, snapshot: NewSnapshot): Promise<void> {
  const { id, profileId, tenantId, runId, scope } = snapshot;
  await tx.query(
    `DELETE FROM baseline_snapshots s USING operation_runs r
     WHERE s.workspace_id = $1 AND s.profile_id = $2 AND s.sealed_at IS NULL
       AND r.workspace_id = s.workspace_id AND r.id = s.run_id AND r.status = 'completed'`,
    [tx.workspaceId, profileId],
  );
  await tx.query(
    `INSERT INTO baseline_snapshots (workspace_id, id, profile_id, source_tenant_id, run_id, scope)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [tx.workspaceId, id, profileId, tenantId, runId, JSON.stringify(scope)],
  );
}

/** What a snapshot was begun with. */
export async function scopeOfSnapshot(tx: WorkspaceTx, id: string): Promise<SnapshotScope> {
  const [row] = await tx.query<{ scope: SnapshotScope }>(
    'SELECT scope FROM baseline_snapshots WHERE workspace_id = $1 AND id = $2',
    [tx.workspaceId, id],
  );
  if (row === undefined) throw new Error('the snapshot that a capture goes on with is missing');
  return row.scope;
}

/** What a snapshot holds and lacks, by family. */
export interface SnapshotTally {
  readonly itemCounts: ReadonlyMap<string, number>;
  readonly gapCounts: ReadonlyMap<string, number>;
  /** Items without content: none is left where every item was read or became a gap. */
  readonly unread: number;
}

export async function tallyOf(tx: WorkspaceTx, snapshotId: string): Promise<SnapshotTally> {
  const items = await tx.query<{ family: string; read: number; unread: number }>(
    `SELECT family, count(content_hash)::int AS read, (count(*) - count(content_hash))::int AS unread
     FROM baseline_items WHERE workspace_id = $1 AND snapshot_id = $2 GROUP BY family`,
    [tx.workspaceId, snapshotId],
  );
  const gaps = await tx.query<{ family: string; count: number }>(
    'SELECT family, count(*)::int AS count FROM baseline_gaps WHERE workspace_id = $1 AND snapshot_id = $2 GROUP BY family',
    [tx.workspaceId, snapshotId],
  );
  return {
    itemCounts: new Map(items.map(({ family, read }) => [family, read])),
    gapCounts: new Map(gaps.map(({ family, count }) => [family, count])),
    unread: items.reduce((sum, { unread }) => sum + unread, 0),
  };
}

/** What is true of a snapshot once it is whole. */
export interface Seal {
  readonly snapshotId: string;
  readonly profileId: string;
  readonly itemCount: number;
  readonly gapCount: number;
  readonly coverage: readonly FamilyCoverage[];
}

/**
 * Makes a snapshot immutable under the profile's next version. The first one of a profile becomes its active one.
 * Versions have no holes, because the number is drawn here and nowhere else.
 */
export async function sealSnapshot(tx: WorkspaceTx, seal: Seal): Promise<void> {
  const [profile] = await tx.query<{ version: number }>(
    `UPDATE baseline_profiles SET next_version = next_version + 1 WHERE workspace_id = $1 AND id = $2
     RETURNING next_version - 1 AS version`,
    [tx.workspaceId, seal.profileId],
  );
  if (profile === undefined) throw new Error('the baseline profile of the snapshot is missing');
  const sealed = await tx.query(
    `UPDATE baseline_snapshots SET version = $3, item_count = $4, gap_count = $5, coverage = $6, sealed_at = now()
     WHERE workspace_id = $1 AND id = $2 RETURNING id`,
    [tx.workspaceId, seal.snapshotId, profile.version, seal.itemCount, seal.gapCount, JSON.stringify(seal.coverage)],
  );
  if (sealed.length !== 1) throw new Error('the snapshot to be sealed is missing');
  await tx.query(
    `UPDATE baseline_profiles SET active_snapshot_id = $3
     WHERE workspace_id = $1 AND id = $2 AND active_snapshot_id IS NULL`,
    [tx.workspaceId, seal.profileId, seal.snapshotId],
  );
}

/** Collections that the last whole snapshot of a tenant held items of, what policies refer to among them. */
export async function collectionsOfLastSnapshot(tx: WorkspaceTx, tenantId: string): Promise<readonly string[]> {
  const rows = await tx.query<{ collection: string }>(
    `SELECT DISTINCT i.collection FROM baseline_items i WHERE i.workspace_id = $1 AND i.snapshot_id =
       (SELECT s.id FROM baseline_snapshots s
        WHERE s.workspace_id = $1 AND s.source_tenant_id = $2 AND s.sealed_at IS NOT NULL
        ORDER BY s.sealed_at DESC LIMIT 1)`,
    [tx.workspaceId, tenantId],
  );
  return rows.map(({ collection }) => collection);
}
