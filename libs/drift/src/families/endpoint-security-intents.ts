import type { PolicyFamily } from '../family.js';
import { alwaysPlatform } from '../platforms.js';
import { collection, listBelow, PERMISSION, UNORDERED, VOLATILE } from './parts.js';

export const endpointSecurityIntents: PolicyFamily = {
  key: 'endpoint_security_intents',
  label: { en: 'Endpoint security (templates)', de: 'Endpunktsicherheit (Vorlagen)' },
  kind: 'policies',
  collections: [
    collection({
      path: 'deviceManagement/intents',
      permission: PERMISSION.configuration,
      expand: ['assignments'],
      subResources: [listBelow('categories', { nested: [listBelow('settings')] })],
      odataType: '#microsoft.graph.deviceManagementIntent',
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName', 'templateId'],
  platformOf: alwaysPlatform('Windows'),
  volatilePaths: [
    ...VOLATILE,
    'isMigratingToConfigurationPolicy',
    'categories.*.settingCount',
    'categories.*.hasRequiredSetting',
    'categories.*.settings.*.id',
  ],
  unorderedPaths: [...UNORDERED, 'categories', 'categories.*.settings'],
  secretPaths: [],
};
