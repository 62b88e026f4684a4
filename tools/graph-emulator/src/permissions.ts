import { LOOKUP_FAMILIES, POLICY_FAMILIES } from '@tenantatlas/drift';

/** Every application permission that reading the declared families needs. */
export function everyPermission(): readonly string[] {
  const named = [...POLICY_FAMILIES, ...LOOKUP_FAMILIES].flatMap((family) =>
    family.collections.map(({ permission }) => permission),
  );
  return [...new Set([...named, 'Organization.Read.All'])];
}
