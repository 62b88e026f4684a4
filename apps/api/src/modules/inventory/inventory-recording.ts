import type { PolicyFamily } from '@tenantatlas/drift';
import type { WorkspaceTx } from '../../platform/database/index.js';
import { forgetUnseen, noteFamilies, noteSeen, type FamilyReading, type InventoryEntry } from './inventory.store.js';
import { isListed, type ListingMarks, type UnreadReason } from './tenant-listing.js';

/** One checkpoint of a listing, as far as it concerns the inventory. */
export interface ListingRecord {
  readonly tenantId: string;
  /** When the reading began. */
  readonly since: Date;
  readonly families: readonly PolicyFamily[];
  readonly before: ListingMarks;
  readonly after: ListingMarks;
  readonly entries: readonly InventoryEntry[];
}

/** Families of which every collection was tried to its end. */
export function endedFamilies(families: readonly PolicyFamily[], marks: ListingMarks): readonly PolicyFamily[] {
  return families.filter(({ collections }) => collections.every(({ path }) => isListed(marks[path])));
}

/** Why a family was not read whole; null where it was. */
export function unreadReasonIn({ collections }: PolicyFamily, marks: ListingMarks): UnreadReason | null {
  const unread = collections.map(({ path }) => marks[path]).find((mark) => mark?.state === 'unread');
  return (unread?.reason ?? null) as UnreadReason | null;
}

/** What a checkpoint means for the inventory: what was seen, what is gone, and what became of whole families. */
export async function recordListing(tx: WorkspaceTx, record: ListingRecord): Promise<void> {
  const { tenantId, since, families, before, after, entries } = record;
  await noteSeen(tx, tenantId, entries);
  const paths = families.flatMap(({ collections }) => collections.map(({ path }) => path));
  const isReadNow = (path: string) => after[path]?.state === 'read' && before[path]?.state !== 'read';
  await forgetUnseen(tx, tenantId, paths.filter(isReadNow), since);
  const endedBefore = endedFamilies(families, before);
  const ended = endedFamilies(families, after).filter((family) => !endedBefore.includes(family));
  await noteFamilies(
    tx,
    tenantId,
    ended.map((family): FamilyReading => ({ family: family.key, reason: unreadReasonIn(family, after) })),
  );
}
