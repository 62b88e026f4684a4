import type { PolicyFamily } from '../family.js';
import { platformFromType } from '../platforms.js';
import { collection, PERMISSION, UNORDERED, VOLATILE } from './parts.js';

export const appConfiguration: PolicyFamily = {
  key: 'app_configuration',
  label: { en: 'App configuration', de: 'App-Konfiguration' },
  kind: 'policies',
  collections: [
    collection({
      path: 'deviceAppManagement/mobileAppConfigurations',
      permission: PERMISSION.apps,
      expand: ['assignments'],
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName', '@odata.type'],
  platformOf: platformFromType,
  volatilePaths: VOLATILE,
  unorderedPaths: [...UNORDERED, 'settings', 'targetedMobileApps', 'permissionActions'],
  secretPaths: [],
};
