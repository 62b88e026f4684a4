import type { PolicyFamily } from '../family.js';
import { platformFromField } from '../platforms.js';
import { collection, listBelow, PERMISSION, UNORDERED, VOLATILE } from './parts.js';

export const complianceSettingsBased: PolicyFamily = {
  key: 'compliance_settings_based',
  label: { en: 'Compliance, settings based', de: 'Konformität, einstellungsbasiert' },
  kind: 'policies',
  collections: [
    collection({
      path: 'deviceManagement/compliancePolicies',
      permission: PERMISSION.configuration,
      expand: ['assignments', 'scheduledActionsForRule($expand=scheduledActionConfigurations)'],
      subResources: [listBelow('settings', { countedBy: 'settingCount' })],
      odataType: '#microsoft.graph.deviceManagementCompliancePolicy',
    }),
  ],
  nameField: 'name',
  crossTenantKey: ['name', 'platforms', 'technologies'],
  platformOf: platformFromField('platforms'),
  volatilePaths: [
    ...VOLATILE,
    'settings.*.id',
    'settingCount',
    'creationSource',
    'scheduledActionsForRule.*.id',
    'scheduledActionsForRule.*.scheduledActionConfigurations.*.id',
  ],
  unorderedPaths: [
    ...UNORDERED,
    'settings',
    'scheduledActionsForRule',
    'scheduledActionsForRule.*.scheduledActionConfigurations',
  ],
  secretPaths: [],
};
