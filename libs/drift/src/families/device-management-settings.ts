import type { PolicyFamily } from '../family.js';
import { noPlatform } from '../platforms.js';
import { collection, PERMISSION } from './parts.js';

export const deviceManagementSettings: PolicyFamily = {
  key: 'device_management_settings',
  label: { en: 'Device management settings', de: 'Einstellungen der Geräteverwaltung' },
  kind: 'single',
  collections: [
    collection({
      path: 'deviceManagement/settings',
      permission: PERMISSION.configuration,
      odataType: '#microsoft.graph.deviceManagementSettings',
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: [],
  platformOf: noPlatform,
  volatilePaths: [],
  unorderedPaths: [],
  secretPaths: [],
};
