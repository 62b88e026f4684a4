import type { PolicyFamily } from '../family.js';
import { platformFromField, platformFromType } from '../platforms.js';
import { collection, PERMISSION, UNORDERED, VOLATILE } from './parts.js';

const platformOfRestriction = platformFromField('platformType');

export const enrolment: PolicyFamily = {
  key: 'enrolment',
  label: { en: 'Enrolment', de: 'Registrierung' },
  kind: 'policies',
  collections: [
    collection({
      path: 'deviceManagement/deviceEnrollmentConfigurations',
      permission: PERMISSION.enrolment,
      expand: ['assignments'],
    }),
  ],
  nameField: 'displayName',
  // Every tenant has several of the name "All users and all devices": one per type, and per platform where it has one.
  crossTenantKey: ['displayName', '@odata.type', 'platformType'],
  platformOf: (item) => platformOfRestriction(item) ?? platformFromType(item),
  volatilePaths: VOLATILE,
  unorderedPaths: [...UNORDERED, 'selectedMobileAppIds'],
  secretPaths: [],
};
