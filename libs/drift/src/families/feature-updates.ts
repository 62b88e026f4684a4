import type { PolicyFamily } from '../family.js';
import { alwaysPlatform } from '../platforms.js';
import { collection, PERMISSION, UNORDERED, VOLATILE } from './parts.js';

export const featureUpdates: PolicyFamily = {
  key: 'feature_updates',
  label: { en: 'Feature updates', de: 'Funktionsupdates' },
  kind: 'policies',
  collections: [
    collection({
      path: 'deviceManagement/windowsFeatureUpdateProfiles',
      permission: PERMISSION.configuration,
      expand: ['assignments'],
      odataType: '#microsoft.graph.windowsFeatureUpdateProfile',
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName'],
  platformOf: alwaysPlatform('Windows'),
  volatilePaths: [...VOLATILE, 'deployableContentDisplayName', 'endOfSupportDate'],
  unorderedPaths: UNORDERED,
  secretPaths: [],
};
