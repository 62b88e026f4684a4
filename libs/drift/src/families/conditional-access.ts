import type { PolicyFamily } from '../family.js';
import { noPlatform } from '../platforms.js';
import { collection, PERMISSION } from './parts.js';

export const conditionalAccess: PolicyFamily = {
  key: 'conditional_access',
  label: { en: 'Conditional access', de: 'Bedingter Zugriff' },
  kind: 'policies',
  collections: [
    collection({
      path: 'identity/conditionalAccess/policies',
      permission: PERMISSION.policies,
      odataType: '#microsoft.graph.conditionalAccessPolicy',
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName'],
  // A policy's platform conditions are settings of it: it does not belong to a platform.
  platformOf: noPlatform,
  volatilePaths: [
    'id',
    'createdDateTime',
    'modifiedDateTime',
    'deletedDateTime',
    'grantControls.authenticationStrength.createdDateTime',
    'grantControls.authenticationStrength.modifiedDateTime',
  ],
  unorderedPaths: [
    'conditions.clientAppTypes',
    'conditions.userRiskLevels',
    'conditions.signInRiskLevels',
    'conditions.servicePrincipalRiskLevels',
    'conditions.applications.includeApplications',
    'conditions.applications.excludeApplications',
    'conditions.applications.includeUserActions',
    'conditions.applications.includeAuthenticationContextClassReferences',
    'conditions.users.includeUsers',
    'conditions.users.excludeUsers',
    'conditions.users.includeGroups',
    'conditions.users.excludeGroups',
    'conditions.users.includeRoles',
    'conditions.users.excludeRoles',
    'conditions.locations.includeLocations',
    'conditions.locations.excludeLocations',
    'conditions.platforms.includePlatforms',
    'conditions.platforms.excludePlatforms',
    'grantControls.builtInControls',
    'grantControls.customAuthenticationFactors',
    'grantControls.termsOfUse',
    'grantControls.authenticationStrength.allowedCombinations',
  ],
  secretPaths: [],
};
