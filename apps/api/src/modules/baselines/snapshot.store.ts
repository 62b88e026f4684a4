import { v7 } from 'uuid';
import type { WorkspaceTx } from '../../platform/database/index.js';
import type { AddressedContent, EarlierSighting, ObservedItem } from '../inventory/index.js';

/** An item of a snapshot that is being written. */
export interface StagedItem extends Pick<ObservedItem, 'family' | 'collection' | 'name' | 'platform'> {
  readonly sourceId: string;
  /** What the listing said, to be read whole; null where the listing gave all of it. */
  readonly listed: string | null;
  readonly content: AddressedContent | null;
}

/** Something that a snapshot lacks, and why. */
export interface SnapshotGap {
  readonly family: string;
  /** The name of the policy or file; empty where the family as a whole is missing. */
  readonly item: string;
  readonly sourceId: string;
  readonly reason: string;
}

/** Which of these addresses hold content already. */
export async function knownContents(tx: WorkspaceTx, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await tx.query<{ hash: string }>(
    `SELECT encode(hash, 'hex') AS hash FROM policy_contents
     WHERE workspace_id = $1 AND hash IN (SELECT decode(wanted, 'hex') FROM unnest($2::text[]) AS wanted)`,
    [tx.workspaceId, hashes],
  );
  return new Set(rows.map(({ hash }) => hash));
}

/** Stores content under its address; what is stored already stays as it is. */
export async function storeContents(tx: WorkspaceTx, contents: readonly AddressedContent[]): Promise<void> {
  if (contents.length === 0) return;
  // In the order of their addresses, so that two captures that store the same never wait for one another in a circle.
  const ordered = [...new Map(contents.map((content) => [content.hash, content])).values()].toSorted((one, other) =>
    one.hash < other.hash ? -1 : 1,
  );
  await tx.query(
    `INSERT INTO policy_contents (workspace_id, hash, content)
     SELECT $1, decode(hash, 'hex'), content FROM unnest($2::text[], $3::text[]) AS new (hash, content)
     ON CONFLICT DO NOTHING`,
    [tx.workspaceId, ordered.map(({ hash }) => hash), ordered.map(({ text }) => text)],
  );
}

/** Stages listed items, with their content where the listing gave it. */
export async function stageItems(tx: WorkspaceTx, snapshotId: string, items: readonly StagedItem[]): Promise<void> {
  if (items.length === 0) return;
  await tx.query(
    `INSERT INTO baseline_items (workspace_id, snapshot_id, id, family, collection, source_id, name, platform, listed,
                                 content_hash)
     SELECT $1, $2, id, family, collection, source_id, name, platform, listed, decode(hash, 'hex')
     FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
       AS new (id, family, collection, source_id, name, platform, listed, hash)
     ON CONFLICT (workspace_id, snapshot_id, collection, source_id) DO NOTHING`,
    [
      tx.workspaceId,
      snapshotId,
      items.map(() => v7()),
      items.map(({ family }) => family),
      items.map(({ collection }) => collection),
      items.map(({ sourceId }) => sourceId),
      items.map(({ name }) => name),
      items.map(({ platform }) => platform),
      items.map(({ listed }) => listed),
      items.map(({ content }) => content?.hash ?? null),
    ],
  );
}

/** Gives staged items the content that was read for them. */
export async function setContents(
  tx: WorkspaceTx,
  read: readonly { readonly rowId: string; readonly hash: string }[],
): Promise<void> {
  if (read.length === 0) return;
  await tx.query(
    `UPDATE baseline_items staged SET content_hash = decode(read.hash, 'hex'), listed = NULL
     FROM unnest($2::uuid[], $3::text[]) AS read (id, hash)
     WHERE staged.workspace_id = $1 AND staged.id = read.id`,
    [tx.workspaceId, read.map(({ rowId }) => rowId), read.map(({ hash }) => hash)],
  );
}

/** An item by its place in the tenant. */
export interface ItemPlace {
  readonly collection: string;
  readonly sourceId: string;
}

/** Drops staged items that could not be read; their gaps stay. */
export async function dropItems(tx: WorkspaceTx, snapshotId: string, places: readonly ItemPlace[]): Promise<void> {
  if (places.length === 0) return;
  await tx.query(
    `DELETE FROM baseline_items staged USING unnest($3::text[], $4::text[]) AS gone (collection, source_id)
     WHERE staged.workspace_id = $1 AND staged.snapshot_id = $2 AND staged.collection = gone.collection
       AND staged.source_id = gone.source_id`,
    [tx.workspaceId, snapshotId, places.map(({ collection }) => collection), places.map(({ sourceId }) => sourceId)],
  );
}

/** Records gaps, each once however often it is found. */
export async function addGaps(tx: WorkspaceTx, snapshotId: string, gaps: readonly SnapshotGap[]): Promise<void> {
  if (gaps.length === 0) return;
  await tx.query(
    `INSERT INTO baseline_gaps (workspace_id, snapshot_id, id, family, item, source_id, reason_code)
     SELECT $1, $2, id, family, item, source_id, reason
     FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[]) AS new (id, family, item, source_id, reason)
     ON CONFLICT DO NOTHING`,
    [
      tx.workspaceId,
      snapshotId,
      gaps.map(() => v7()),
      gaps.map(({ family }) => family),
      gaps.map(({ item }) => item),
      gaps.map(({ sourceId }) => sourceId),
      gaps.map(({ reason }) => reason),
    ],
  );
}

/** A staged item that is still to be read whole. */
export interface UnreadItem {
  readonly rowId: string;
  readonly family: string;
  readonly collection: string;
  readonly sourceId: string;
  readonly name: string;
  readonly listed: string;
}

export function unreadItems(tx: WorkspaceTx, snapshotId: string): Promise<readonly UnreadItem[]> {
  return tx.query<UnreadItem>(
    `SELECT id AS "rowId", family, collection, source_id AS "sourceId", name, listed FROM baseline_items
     WHERE workspace_id = $1 AND snapshot_id = $2 AND listed IS NOT NULL ORDER BY collection, id`,
    [tx.workspaceId, snapshotId],
  );
}

/** What was staged of a collection before an interruption. */
export function stagedOf(tx: WorkspaceTx, snapshotId: string, collection: string): Promise<readonly EarlierSighting[]> {
  return tx.query<EarlierSighting>(
    `SELECT source_id AS "sourceId", name,
            encode(coalesce(content_hash, sha256(convert_to(listed, 'UTF8'))), 'hex') AS fingerprint
     FROM baseline_items WHERE workspace_id = $1 AND snapshot_id = $2 AND collection = $3`,
    [tx.workspaceId, snapshotId, collection],
  );
}
