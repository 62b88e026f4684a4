import type { PolicyFamily } from '../family.js';
import { alwaysPlatform } from '../platforms.js';
import { collection, PERMISSION, UNORDERED, VOLATILE } from './parts.js';

export const autopilot: PolicyFamily = {
  key: 'autopilot',
  label: { en: 'Autopilot', de: 'Autopilot' },
  kind: 'policies',
  collections: [
    collection({
      path: 'deviceManagement/windowsAutopilotDeploymentProfiles',
      permission: PERMISSION.enrolment,
      expand: ['assignments'],
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName'],
  platformOf: alwaysPlatform('Windows'),
  volatilePaths: VOLATILE,
  unorderedPaths: UNORDERED,
  secretPaths: [],
};
