import type { PolicyFamily } from '../family.js';
import { platformFromType } from '../platforms.js';
import { collection, PERMISSION, UNORDERED, VOLATILE } from './parts.js';

const ofPlatform = (platform: string) =>
  collection({
    path: `deviceAppManagement/${platform}ManagedAppProtections`,
    permission: PERMISSION.apps,
    expand: ['assignments', 'apps'],
    odataType: `#microsoft.graph.${platform}ManagedAppProtection`,
  });

export const appProtection: PolicyFamily = {
  key: 'app_protection',
  label: { en: 'App protection', de: 'App-Schutz' },
  kind: 'policies',
  collections: [
    ofPlatform('android'),
    ofPlatform('ios'),
    ofPlatform('windows'),
    collection({
      path: 'deviceAppManagement/targetedManagedAppConfigurations',
      permission: PERMISSION.apps,
      expand: ['assignments', 'apps'],
      odataType: '#microsoft.graph.targetedManagedAppConfiguration',
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName', '@odata.type'],
  platformOf: platformFromType,
  volatilePaths: [...VOLATILE, 'deployedAppCount', 'apps.*.id', 'apps.*.version'],
  unorderedPaths: [
    ...UNORDERED,
    'apps',
    'customSettings',
    'allowedDataStorageLocations',
    'allowedDataIngestionLocations',
    'exemptedAppProtocols',
    'exemptedAppPackages',
    'approvedKeyboards',
    'exemptedUniversalLinks',
    'managedUniversalLinks',
  ],
  secretPaths: [],
};
