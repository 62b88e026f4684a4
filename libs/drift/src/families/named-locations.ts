import type { PolicyFamily } from '../family.js';
import { noPlatform } from '../platforms.js';
import { collection, PERMISSION } from './parts.js';

export const namedLocations: PolicyFamily = {
  key: 'named_locations',
  label: { en: 'Named locations', de: 'Benannte Standorte' },
  kind: 'lookup',
  collections: [
    collection({
      path: 'identity/conditionalAccess/namedLocations',
      permission: PERMISSION.policies,
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName', '@odata.type'],
  platformOf: noPlatform,
  volatilePaths: ['id', 'createdDateTime', 'modifiedDateTime', 'deletedDateTime'],
  unorderedPaths: ['countriesAndRegions', 'ipRanges'],
  secretPaths: [],
};
