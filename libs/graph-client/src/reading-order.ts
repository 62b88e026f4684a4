import type { FamilyCollection, PolicyFamily, SubResource } from '@tenantatlas/drift';

/** One collection to be read, with the family it belongs to. */
export interface CollectionToRead {
  readonly family: PolicyFamily;
  readonly collection: FamilyCollection;
}

/**
 * All collections of some families, those first whose items take the longest chain of requests that wait for one
 * another: begun last, they would still be going on, in one place, when all other places have nothing left to do.
 */
export function inReadingOrder(families: readonly PolicyFamily[]): readonly CollectionToRead[] {
  return families
    .flatMap((family) => family.collections.map((collection) => ({ family, collection })))
    .sort((one, other) => chainLength(other.collection.subResources) - chainLength(one.collection.subResources));
}

function chainLength(subResources: readonly SubResource[]): number {
  return subResources.reduce((longest, { nested }) => Math.max(longest, 1 + chainLength(nested)), 0);
}
