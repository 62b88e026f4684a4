import type { FamilyCollection, PolicyFamily, SubResource } from '@tenantatlas/drift';

/** A list below an item, as a family declares it. */
export const list = (path: string, more: Partial<SubResource> = {}): SubResource => ({
  kind: 'collection',
  path,
  expand: [],
  into: path,
  nested: [],
  ...more,
});
export const collectionOf = (...subResources: SubResource[]): FamilyCollection => ({
  path: 'policies',
  expand: [],
  subResources,
  permission: 'DeviceManagementConfiguration.Read.All',
});
export const familyOf = (kind: PolicyFamily['kind']): PolicyFamily => ({
  key: 'policies',
  label: { en: 'Policies', de: 'Richtlinien' },
  kind,
  collections: [],
  nameField: 'displayName',
  crossTenantKey: ['displayName'],
  platformOf: () => undefined,
  volatilePaths: [],
  unorderedPaths: [],
  secretPaths: [],
});
