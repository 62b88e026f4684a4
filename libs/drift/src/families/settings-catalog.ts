import type { PolicyFamily } from '../family.js';
import { platformFromField } from '../platforms.js';
import { collection, listBelow, PERMISSION, UNORDERED, VOLATILE } from './parts.js';

export const settingsCatalog: PolicyFamily = {
  key: 'settings_catalog',
  label: { en: 'Settings catalog', de: 'Einstellungskatalog' },
  kind: 'policies',
  collections: [
    collection({
      path: 'deviceManagement/configurationPolicies',
      permission: PERMISSION.configuration,
      expand: ['assignments'],
      subResources: [listBelow('settings', { countedBy: 'settingCount' })],
      odataType: '#microsoft.graph.deviceManagementConfigurationPolicy',
    }),
  ],
  nameField: 'name',
  // The template's family, not its id: the id ends in a version that Microsoft raises without changing the policy.
  crossTenantKey: ['name', 'platforms', 'technologies', 'templateReference.templateFamily'],
  platformOf: platformFromField('platforms'),
  volatilePaths: [...VOLATILE, 'settings.*.id', 'settingCount', 'creationSource', 'priorityMetaData'],
  unorderedPaths: [...UNORDERED, 'settings'],
  secretPaths: [],
};
