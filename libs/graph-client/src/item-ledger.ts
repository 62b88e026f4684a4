/** What is said of an item that a listing gives: pages move while they are read, so the same one can come twice. */
export type Sighting = 'new' | 'same_again' | 'conflict';

export interface ItemLedger {
  /** Notes an item; `conflict` if it was seen before with other content, so that neither reading can be trusted. */
  see(id: string, fingerprint: string): Sighting;
  readonly size: number;
}

/**
 * Remembers the items of one listing across its pages, and across a restart by what was seen before it.
 *
 * @param seenBefore - id and fingerprint of items of pages already stored
 */
export function createItemLedger(seenBefore: Iterable<readonly [id: string, fingerprint: string]> = []): ItemLedger {
  const seen = new Map(seenBefore);
  return {
    see(id, fingerprint) {
      const known = seen.get(id);
      if (known === undefined) {
        seen.set(id, fingerprint);
        return 'new';
      }
      return known === fingerprint ? 'same_again' : 'conflict';
    },
    get size() {
      return seen.size;
    },
  };
}
