import type { PolicyFamily } from '../family.js';
import { alwaysPlatform } from '../platforms.js';
import { collection, PERMISSION, UNORDERED, VOLATILE } from './parts.js';

export const qualityUpdates: PolicyFamily = {
  key: 'quality_updates',
  label: { en: 'Quality updates', de: 'Qualitätsupdates' },
  kind: 'policies',
  collections: [
    collection({
      path: 'deviceManagement/windowsQualityUpdateProfiles',
      permission: PERMISSION.configuration,
      expand: ['assignments'],
      odataType: '#microsoft.graph.windowsQualityUpdateProfile',
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName'],
  platformOf: alwaysPlatform('Windows'),
  volatilePaths: [...VOLATILE, 'releaseDateDisplayName', 'deployableContentDisplayName'],
  unorderedPaths: UNORDERED,
  secretPaths: [],
};
