import type { PolicyFamily } from '../family.js';
import { platformFromType } from '../platforms.js';
import { collection, PERMISSION, UNORDERED, VOLATILE } from './parts.js';

export const deviceConfiguration: PolicyFamily = {
  key: 'device_configuration',
  label: { en: 'Device configuration', de: 'Gerätekonfiguration' },
  kind: 'policies',
  collections: [
    collection({
      path: 'deviceManagement/deviceConfigurations',
      permission: PERMISSION.configuration,
      expand: ['assignments'],
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName', '@odata.type'],
  platformOf: platformFromType,
  volatilePaths: [...VOLATILE, 'omaSettings.*.secretReferenceValueId', 'preSharedKeyIsSet'],
  unorderedPaths: [...UNORDERED, 'omaSettings', 'trustedServerCertificateNames'],
  secretPaths: ['preSharedKey', 'sharedSecret', 'password', 'omaSettings.*[isEncrypted].value'],
};
