import { POLICY_FAMILIES } from '@tenantatlas/drift';
import type { WorkspaceTx } from '../../platform/database/index.js';

/** A row of `baseline_items` of which the content was read. */
export interface BaselineItemRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly snapshotId: string;
  readonly sourceTenantId: string;
  readonly family: string;
  readonly collection: string;
  readonly name: string;
  readonly platform: string | null;
  /** SHA-256 of the content, in hexadecimal. */
  readonly fingerprint: string;
}

const ITEM_COLUMNS = `i.id, i.workspace_id AS "workspaceId", i.snapshot_id AS "snapshotId",
  s.source_tenant_id AS "sourceTenantId", i.family, i.collection, i.name, i.platform,
  encode(i.content_hash, 'hex') AS fingerprint`;

const FROM_ITEMS = `FROM baseline_items i
  JOIN baseline_snapshots s ON s.workspace_id = i.workspace_id AND s.id = i.snapshot_id`;

export async function itemById(tx: WorkspaceTx, id: string): Promise<BaselineItemRow | undefined> {
  const [row] = await tx.query<BaselineItemRow>(
    `SELECT ${ITEM_COLUMNS} ${FROM_ITEMS} WHERE i.workspace_id = $1 AND i.id = $2 AND i.content_hash IS NOT NULL`,
    [tx.workspaceId, id],
  );
  return row;
}

export interface ItemListing {
  readonly snapshotId: string;
  /** All policies, without what they refer to, where null. */
  readonly family: string | null;
  readonly search: string | null;
  readonly from: readonly string[] | null;
  readonly atMost: number;
}

const POLICY_KEYS = POLICY_FAMILIES.map(({ key }) => key);

/** Items of a snapshot by name. */
export function itemsOfSnapshot(
  tx: WorkspaceTx,
  { snapshotId, family, search, from, atMost }: ItemListing,
): Promise<readonly (BaselineItemRow & { readonly sortKey: string })[]> {
  return tx.query<BaselineItemRow & { readonly sortKey: string }>(
    `SELECT ${ITEM_COLUMNS}, lower(i.name) AS "sortKey" ${FROM_ITEMS}
     WHERE i.workspace_id = $1 AND i.snapshot_id = $2 AND i.family = ANY($3) AND i.content_hash IS NOT NULL
       AND ($4::text IS NULL OR strpos(lower(i.name), lower($4)) > 0)
       AND ($5::text IS NULL OR (lower(i.name), i.id) > ($5, $6::uuid))
     ORDER BY lower(i.name), i.id LIMIT $7`,
    [
      tx.workspaceId,
      snapshotId,
      family === null ? POLICY_KEYS : [family],
      search,
      from?.[0] ?? null,
      from?.[1] ?? null,
      atMost,
    ],
  );
}

/** The texts behind some addresses. */
export async function contentsByHash(tx: WorkspaceTx, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ hash: string; content: string }>(
    `SELECT encode(hash, 'hex') AS hash, content FROM policy_contents
     WHERE workspace_id = $1 AND hash IN (SELECT decode(wanted, 'hex') FROM unnest($2::text[]) AS wanted)`,
    [tx.workspaceId, hashes],
  );
  return new Map(rows.map(({ hash, content }) => [hash, content]));
}

/** Something that a policy of a snapshot refers to by its id. */
export interface Reference {
  readonly snapshotId: string;
  readonly id: string;
}

/** The names of what policies refer to, as far as their snapshots hold them. */
export function namesOfReferences(
  tx: WorkspaceTx,
  references: readonly Reference[],
): Promise<readonly (Reference & { readonly name: string })[]> {
  return tx.query<Reference & { readonly name: string }>(
    `SELECT i.snapshot_id AS "snapshotId", i.source_id AS id, i.name
     FROM unnest($2::uuid[], $3::text[]) AS wanted (snapshot_id, source_id)
     CROSS JOIN unnest(ARRAY['groups', 'deviceManagement/assignmentFilters']) AS of (collection)
     JOIN baseline_items i ON i.workspace_id = $1 AND i.snapshot_id = wanted.snapshot_id
       AND i.collection = of.collection AND i.source_id = wanted.source_id`,
    [tx.workspaceId, references.map(({ snapshotId }) => snapshotId), references.map(({ id }) => id)],
  );
}

/** A row of `baseline_gaps`. */
export interface BaselineGapRow {
  readonly id: string;
  readonly family: string;
  readonly item: string;
  readonly reasonCode: string;
  readonly reasonParams: Readonly<Record<string, unknown>>;
}

export function gapsOfSnapshot(
  tx: WorkspaceTx,
  snapshotId: string,
  { from, atMost }: { readonly from: readonly string[] | null; readonly atMost: number },
): Promise<readonly BaselineGapRow[]> {
  return tx.query<BaselineGapRow>(
    `SELECT id, family, item, reason_code AS "reasonCode", reason_params AS "reasonParams" FROM baseline_gaps
     WHERE workspace_id = $1 AND snapshot_id = $2 AND ($3::text IS NULL OR (family, item, id) > ($3, $4, $5::uuid))
     ORDER BY family, item, id LIMIT $6`,
    [tx.workspaceId, snapshotId, from?.[0] ?? null, from?.[1] ?? null, from?.[2] ?? null, atMost],
  );
}
