/** What is said of an item that a listing gives: pages move while they are read, so the same one can come twice. */
export type Sighting = 'new' | 'same_again' | 'conflict';

/** An item by its id and by what tells one reading of it from another. */
export interface SeenItem {
  readonly id: string;
  readonly fingerprint: string;
}

/** Remembers the items of one listing across its pages, and across a restart by what was seen before it. */
export interface ItemLedger {
  /**
   * Notes the items of a page, and says of each: `conflict` if an earlier page gave it with other content, so that
   * neither reading can be trusted. Within one page, one id with two contents is two items: the provider says so in one
   * breath, as imported exports of real tenants do.
   */
  see(page: readonly SeenItem[]): readonly Sighting[];
}

/** @param seenBefore - items of pages that were read before a restart */
export function createItemLedger(seenBefore: Iterable<SeenItem> = []): ItemLedger {
  const seen = new Map<string, Set<string>>();
  const note = ({ id, fingerprint }: SeenItem): void => {
    const known = seen.get(id);
    if (known) known.add(fingerprint);
    else seen.set(id, new Set([fingerprint]));
  };
  for (const item of seenBefore) note(item);

  return {
    see(page) {
      const onEarlierPage = new Set(page.map(({ id }) => id).filter((id) => seen.has(id)));
      return page.map((item): Sighting => {
        if (seen.get(item.id)?.has(item.fingerprint)) return 'same_again';
        if (onEarlierPage.has(item.id)) return 'conflict';
        note(item);
        return 'new';
      });
    },
  };
}
