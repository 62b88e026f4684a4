import type { PolicyFamily } from '../family.js';
import { noPlatform } from '../platforms.js';
import { collection, fieldsOfItem, PERMISSION } from './parts.js';

export const reusablePolicySettings: PolicyFamily = {
  key: 'reusable_policy_settings',
  label: { en: 'Reusable settings', de: 'Wiederverwendbare Einstellungen' },
  kind: 'lookup',
  collections: [
    collection({
      path: 'deviceManagement/reusablePolicySettings',
      permission: PERMISSION.configuration,
      subResources: [fieldsOfItem('settingInstance')],
      odataType: '#microsoft.graph.deviceManagementReusablePolicySetting',
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName', 'settingDefinitionId'],
  platformOf: noPlatform,
  volatilePaths: ['id', 'createdDateTime', 'lastModifiedDateTime', 'version', 'referencingConfigurationPolicyCount'],
  unorderedPaths: ['referencingConfigurationPolicies'],
  secretPaths: [],
};
