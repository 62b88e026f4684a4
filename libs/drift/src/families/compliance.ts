import type { PolicyFamily } from '../family.js';
import { platformFromType } from '../platforms.js';
import { collection, PERMISSION, UNORDERED, VOLATILE } from './parts.js';

export const compliance: PolicyFamily = {
  key: 'compliance',
  label: { en: 'Compliance', de: 'Konformität' },
  kind: 'policies',
  collections: [
    collection({
      path: 'deviceManagement/deviceCompliancePolicies',
      permission: PERMISSION.configuration,
      expand: ['assignments', 'scheduledActionsForRule($expand=scheduledActionConfigurations)'],
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName', '@odata.type'],
  platformOf: platformFromType,
  volatilePaths: [
    ...VOLATILE,
    'scheduledActionsForRule.*.id',
    'scheduledActionsForRule.*.scheduledActionConfigurations.*.id',
  ],
  unorderedPaths: [
    ...UNORDERED,
    'scheduledActionsForRule',
    'scheduledActionsForRule.*.scheduledActionConfigurations',
    'scheduledActionsForRule.*.scheduledActionConfigurations.*.notificationMessageCCList',
    'validOperatingSystemBuildRanges',
    'wslDistributions',
    'restrictedApps',
  ],
  secretPaths: [],
};
