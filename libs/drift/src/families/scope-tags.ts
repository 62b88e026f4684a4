import type { PolicyFamily } from '../family.js';
import { noPlatform } from '../platforms.js';
import { collection, PERMISSION } from './parts.js';

export const scopeTags: PolicyFamily = {
  key: 'scope_tags',
  label: { en: 'Scope tags', de: 'Bereichsmarkierungen' },
  kind: 'lookup',
  collections: [
    collection({
      path: 'deviceManagement/roleScopeTags',
      permission: PERMISSION.roles,
      odataType: '#microsoft.graph.roleScopeTag',
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName'],
  platformOf: noPlatform,
  volatilePaths: ['id'],
  unorderedPaths: [],
  secretPaths: [],
};
