import { POLICY_FAMILIES, type FamilyCollection, type PolicyFamily } from '@tenantatlas/drift';

/** One collection of a family that is to be read. */
export interface ScopedCollection {
  readonly family: PolicyFamily;
  readonly collection: FamilyCollection;
}

/** The policy families with these keys, in the order in which they are shown; all of them where no key is given. */
export function familiesInScope(keys: readonly string[]): readonly PolicyFamily[] {
  return keys.length === 0 ? POLICY_FAMILIES : POLICY_FAMILIES.filter(({ key }) => keys.includes(key));
}

/** Every collection of some families. */
export function collectionsOf(families: readonly PolicyFamily[]): readonly ScopedCollection[] {
  return families.flatMap((family) => family.collections.map((collection) => ({ family, collection })));
}
