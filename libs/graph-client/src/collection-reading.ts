import { createHash } from 'node:crypto';
import { canonicalJson, type FamilyCollection, type PolicyFamily } from '@tenantatlas/drift';
import type { GraphClient } from './client.js';
import type { ReadFailure } from './failure.js';
import { listCollection } from './family-reading.js';
import type { GraphObject } from './graph-object.js';
import { createItemLedger, type ItemLedger, type SeenItem } from './item-ledger.js';
import { readItems, type ItemReading } from './item-reading.js';
import type { ListingStep } from './listing.js';
import type { Cursor } from './next-link.js';

/**
 * One step of reading a collection: a page with all its items made whole, or the failure that ends it. After a page is
 * the moment for a checkpoint; `next` is what to resume from.
 */
export type CollectionStep =
  | {
      readonly kind: 'page';
      /** Each item once, whole or a gap. One that changed between two pages is a gap, `content_conflict`. */
      readonly readings: readonly ItemReading[];
      /** Items left out because an earlier page gave the same. */
      readonly repeated: number;
      readonly next: Cursor | null;
    }
  | { readonly kind: 'failed'; readonly failure: ReadFailure; readonly resumeFrom: Cursor | null };

export interface CollectionReadingOptions {
  /** Where to go on; from the beginning where absent. */
  readonly from?: Cursor | null;
  /**
   * The items seen on earlier pages, by {@link listedFingerprint}. Without it, a reading that is resumed may give an item
   * again that a page before the restart gave.
   */
  readonly ledger?: ItemLedger;
}

/** What tells one reading of a listed item from another, independent of the order of its keys. */
export function listedFingerprint(listed: GraphObject): string {
  return createHash('sha256').update(canonicalJson(listed)).digest('hex');
}

/**
 * Reads a collection page by page, every item whole, in the order of the listing. While the items of one page are read,
 * the next page is listed and its items begun, so that the budget stays in use; no more than that is held in memory.
 */
export async function* readCollection(
  client: GraphClient,
  family: PolicyFamily,
  collection: FamilyCollection,
  { from = null, ledger = createItemLedger() }: CollectionReadingOptions = {},
): AsyncGenerator<CollectionStep, void, undefined> {
  const listing = listCollection(client, family, collection, from);
  const listNext = async (): Promise<{ finish: () => Promise<CollectionStep> } | undefined> => {
    const { value, done } = await listing.next();
    return done ? undefined : begin(client, collection, value, ledger);
  };
  let upcoming = listNext();
  for (;;) {
    const current = await upcoming;
    if (!current) return;
    upcoming = listNext();
    // Awaited in the next turn; until then, or where the consumer stops, an abort must not count as unhandled.
    upcoming.catch(() => undefined);
    yield await current.finish();
  }
}

/** Begins reading the items of a page at once; `finish` waits for them. */
function begin(
  client: GraphClient,
  collection: FamilyCollection,
  step: ListingStep,
  ledger: ItemLedger,
): { finish: () => Promise<CollectionStep> } {
  if (step.kind === 'failed') return { finish: () => Promise.resolve(step) };
  const sightings = ledger.see(step.items.map(seenItem));
  const sighted = step.items.map((item, index) => ({ item, sighting: sightings[index] ?? 'new' }));
  const fresh = sighted.filter(({ sighting }) => sighting === 'new').map(({ item }) => item);
  const conflicts = sighted.filter(({ sighting }) => sighting === 'conflict').map(({ item }) => conflictOf(item));
  const items = readItems(client, collection, fresh);
  return {
    finish: async () => {
      const readings: ItemReading[] = [];
      for await (const reading of items) readings.push(reading);
      const repeated = sighted.length - fresh.length - conflicts.length;
      return { kind: 'page', readings: [...readings, ...conflicts], repeated, next: step.next };
    },
  };
}

/** What has no id is told apart by its content alone. */
function seenItem(item: GraphObject): SeenItem {
  const fingerprint = listedFingerprint(item);
  const id = item['id'];
  return { id: typeof id === 'string' ? id : fingerprint, fingerprint };
}

function conflictOf(listed: GraphObject): ItemReading {
  return { kind: 'gap', id: String(listed['id']), listed, failure: { reason: 'content_conflict' } };
}
