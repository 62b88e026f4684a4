import type { GraphObject } from '@tenantatlas/graph-client';
import {
  observe,
  type ListingMark,
  type ObservedItem,
  type ScopedCollection,
  type SourceLedger,
} from '../inventory/index.js';
import type { CaptureChange } from './capture-state.js';
import { isNameInScope, type NameScope } from './name-scope.js';
import type { SnapshotGap, StagedItem } from './snapshot.store.js';

/** What a page of a listing means for a capture. */
export function changeOfPage(
  scoped: ScopedCollection,
  items: readonly GraphObject[],
  mark: ListingMark,
  { ledger, names }: { readonly ledger: SourceLedger; readonly names: NameScope },
): CaptureChange {
  const isPolicy = scoped.family.kind !== 'lookup';
  const sighted = items.map((item) => {
    const observed = observe(scoped, item);
    return { observed, ...ledger.sight(observed) };
  });
  const fresh = sighted.filter(({ kind }) => kind === 'new');
  const conflicts = sighted.filter(({ kind, observed }) => kind === 'conflict' && isWanted(observed));
  const wanted = fresh.filter(({ observed }) => isWanted(observed));
  return {
    mark: { path: scoped.collection.path, mark },
    items: wanted.map(({ observed, sourceId }) => staged(observed, sourceId)),
    seen: isPolicy ? fresh.map(({ observed, sourceId }) => seen(observed, sourceId)) : [],
    excluded: fresh.length - wanted.length,
    dropped: conflicts.map(({ observed: { collection }, sourceId }) => ({ collection, sourceId })),
    gaps: conflicts.map(({ observed: { family, name }, sourceId }): SnapshotGap => {
      return { family, item: name, sourceId, reason: 'content_conflict' };
    }),
    failed: isPolicy ? conflicts.length : 0,
  };

  // What policies refer to gives them their names, and is needed whatever the policies are called.
  function isWanted({ name }: ObservedItem): boolean {
    return !isPolicy || isNameInScope(names, name);
  }
}

function staged({ family, collection, name, platform, isWhole, listed }: ObservedItem, sourceId: string): StagedItem {
  const what = isWhole ? { listed: null, content: listed } : { listed: listed.text, content: null };
  return { family, collection, name, platform, sourceId, ...what };
}

function seen({ id: _, listed, isWhole, ...item }: ObservedItem, sourceId: string) {
  return { ...item, sourceId, fingerprint: isWhole ? listed.hash : null };
}
