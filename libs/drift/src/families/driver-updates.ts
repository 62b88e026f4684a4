import type { PolicyFamily } from '../family.js';
import { alwaysPlatform } from '../platforms.js';
import { collection, PERMISSION, UNORDERED, VOLATILE } from './parts.js';

export const driverUpdates: PolicyFamily = {
  key: 'driver_updates',
  label: { en: 'Driver updates', de: 'Treiberupdates' },
  kind: 'policies',
  collections: [
    collection({
      path: 'deviceManagement/windowsDriverUpdateProfiles',
      permission: PERMISSION.configuration,
      expand: ['assignments'],
      odataType: '#microsoft.graph.windowsDriverUpdateProfile',
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName'],
  platformOf: alwaysPlatform('Windows'),
  volatilePaths: [...VOLATILE, 'deviceReporting', 'newUpdates', 'inventorySyncStatus'],
  unorderedPaths: UNORDERED,
  secretPaths: [],
};
