import type { PolicyFamily } from '../family.js';
import { alwaysPlatform } from '../platforms.js';
import { collection, fieldsOfItem, PERMISSION, UNORDERED, VOLATILE } from './parts.js';

export const remediations: PolicyFamily = {
  key: 'remediations',
  label: { en: 'Remediations', de: 'Wartungen' },
  kind: 'policies',
  collections: [
    collection({
      path: 'deviceManagement/deviceHealthScripts',
      permission: PERMISSION.scripts,
      expand: ['assignments'],
      subResources: [fieldsOfItem('detectionScriptContent', 'remediationScriptContent')],
      odataType: '#microsoft.graph.deviceHealthScript',
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName'],
  platformOf: alwaysPlatform('Windows'),
  volatilePaths: [...VOLATILE, 'highestAvailableVersion'],
  unorderedPaths: UNORDERED,
  secretPaths: [],
};
