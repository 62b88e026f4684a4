import { v7 } from 'uuid';
import type { WorkspaceTx } from '../../platform/database/index.js';
import type { ObservedItem } from './observed-item.js';
import type { EarlierSighting } from './source-ledger.js';
import type { UnreadReason } from './tenant-listing.js';

/** An item of the inventory, as a listing found it. */
export interface InventoryEntry extends Omit<ObservedItem, 'id' | 'listed' | 'isWhole'> {
  readonly sourceId: string;
  /** SHA-256 of the content, in hexadecimal; null where the content was not read. */
  readonly fingerprint: string | null;
}

/** The database's time, by which a reading tells what it has seen from what it has not. */
export async function databaseTime(tx: WorkspaceTx): Promise<Date> {
  const [row] = await tx.query<{ now: Date }>('SELECT now() AS now');
  if (row === undefined) throw new Error('the database tells no time');
  return row.now;
}

/** Notes items as seen now. A fingerprint known before stays good as long as the item was not modified. */
export async function noteSeen(tx: WorkspaceTx, tenantId: string, entries: readonly InventoryEntry[]): Promise<void> {
  const unique = [...new Map(entries.map((entry) => [`${entry.collection} ${entry.sourceId}`, entry])).values()];
  if (unique.length === 0) return;
  const column = <Value>(of: (entry: InventoryEntry) => Value) => unique.map(of);
  await tx.query(
    `INSERT INTO inventory_items AS known (workspace_id, tenant_id, id, family, collection, source_id, name, platform,
                                           last_modified_at, fingerprint, last_seen_at)
     SELECT $1, $2, id, family, collection, source_id, name, platform, modified, decode(fingerprint, 'hex'), now()
     FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::text[])
       AS seen (id, family, collection, source_id, name, platform, modified, fingerprint)
     ON CONFLICT (workspace_id, tenant_id, collection, source_id) DO UPDATE SET
       name = EXCLUDED.name, platform = EXCLUDED.platform, last_seen_at = EXCLUDED.last_seen_at,
       fingerprint = coalesce(EXCLUDED.fingerprint,
         CASE WHEN known.last_modified_at = EXCLUDED.last_modified_at THEN known.fingerprint END),
       last_modified_at = EXCLUDED.last_modified_at`,
    [
      tx.workspaceId,
      tenantId,
      unique.map(() => v7()),
      column(({ family }) => family),
      column(({ collection }) => collection),
      column(({ sourceId }) => sourceId),
      column(({ name }) => name),
      column(({ platform }) => platform),
      column(({ lastModifiedAt }) => lastModifiedAt?.toISOString() ?? null),
      column(({ fingerprint }) => fingerprint),
    ],
  );
}

/** Stores the fingerprints of items whose content was read after they had been listed. */
export async function noteContents(
  tx: WorkspaceTx,
  tenantId: string,
  read: readonly { readonly collection: string; readonly sourceId: string; readonly fingerprint: string }[],
): Promise<void> {
  if (read.length === 0) return;
  await tx.query(
    `UPDATE inventory_items known SET fingerprint = decode(read.fingerprint, 'hex')
     FROM unnest($3::text[], $4::text[], $5::text[]) AS read (collection, source_id, fingerprint)
     WHERE known.workspace_id = $1 AND known.tenant_id = $2 AND known.collection = read.collection
       AND known.source_id = read.source_id`,
    [
      tx.workspaceId,
      tenantId,
      read.map(({ collection }) => collection),
      read.map(({ sourceId }) => sourceId),
      read.map(({ fingerprint }) => fingerprint),
    ],
  );
}

/** Removes what a collection no longer lists. Only to be called after it was read to its end. */
export async function forgetUnseen(
  tx: WorkspaceTx,
  tenantId: string,
  collections: readonly string[],
  since: Date,
): Promise<void> {
  if (collections.length === 0) return;
  await tx.query(
    'DELETE FROM inventory_items WHERE workspace_id = $1 AND tenant_id = $2 AND collection = ANY($3) AND last_seen_at < $4',
    [tx.workspaceId, tenantId, collections, since],
  );
}

/** What is to be noted of a family once it was tried: no reason means that all of it was read. */
export interface FamilyReading {
  readonly family: string;
  readonly reason: UnreadReason | null;
}

/** Notes when families were read, how many items they hold, or why they could not be read. */
export async function noteFamilies(
  tx: WorkspaceTx,
  tenantId: string,
  readings: readonly FamilyReading[],
): Promise<void> {
  if (readings.length === 0) return;
  await tx.query(
    `INSERT INTO inventory_families AS known
       (workspace_id, tenant_id, family, item_count, read_at, tried_at, reason_code)
     SELECT $1, $2, tried.family,
            (SELECT count(*) FROM inventory_items i
             WHERE i.workspace_id = $1 AND i.tenant_id = $2 AND i.family = tried.family),
            CASE WHEN tried.reason IS NULL THEN now() END, now(), tried.reason
     FROM unnest($3::text[], $4::text[]) AS tried (family, reason)
     ON CONFLICT (workspace_id, tenant_id, family) DO UPDATE SET
       item_count = EXCLUDED.item_count, read_at = coalesce(EXCLUDED.read_at, known.read_at),
       tried_at = EXCLUDED.tried_at, reason_code = EXCLUDED.reason_code`,
    [tx.workspaceId, tenantId, readings.map(({ family }) => family), readings.map(({ reason }) => reason)],
  );
}

/** Collections in which an earlier reading than the one begun at `before` found items. */
export async function collectionsWithItems(
  tx: WorkspaceTx,
  tenantId: string,
  before: Date,
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ collection: string }>(
    `SELECT DISTINCT collection FROM inventory_items WHERE workspace_id = $1 AND tenant_id = $2 AND last_seen_at < $3`,
    [tx.workspaceId, tenantId, before],
  );
  return new Set(rows.map(({ collection }) => collection));
}

/** What the reading begun at `since` has already seen of a collection. */
export function seenSince(
  tx: WorkspaceTx,
  tenantId: string,
  collection: string,
  since: Date,
): Promise<readonly EarlierSighting[]> {
  return tx.query<EarlierSighting>(
    `SELECT source_id AS "sourceId", name, NULL AS fingerprint FROM inventory_items
     WHERE workspace_id = $1 AND tenant_id = $2 AND collection = $3 AND last_seen_at >= $4`,
    [tx.workspaceId, tenantId, collection, since],
  );
}
