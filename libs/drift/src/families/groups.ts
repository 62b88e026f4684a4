import type { PolicyFamily } from '../family.js';
import { noPlatform } from '../platforms.js';
import { collection, PERMISSION } from './parts.js';

export const groups: PolicyFamily = {
  key: 'groups',
  label: { en: 'Groups', de: 'Gruppen' },
  kind: 'lookup',
  collections: [
    collection({
      path: 'groups',
      permission: PERMISSION.groups,
      odataType: '#microsoft.graph.group',
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName'],
  platformOf: noPlatform,
  volatilePaths: ['id', 'createdDateTime', 'renewedDateTime', 'deletedDateTime', 'securityIdentifier', 'mailNickname'],
  unorderedPaths: ['groupTypes', 'proxyAddresses'],
  secretPaths: [],
};
