import type { PolicyFamily } from '../family.js';
import { noPlatform } from '../platforms.js';
import { collection, PERMISSION } from './parts.js';

export const authenticationStrengths: PolicyFamily = {
  key: 'authentication_strengths',
  label: { en: 'Authentication strengths', de: 'Authentifizierungsstärken' },
  kind: 'lookup',
  collections: [
    collection({
      path: 'identity/conditionalAccess/authenticationStrength/policies',
      permission: PERMISSION.policies,
      odataType: '#microsoft.graph.authenticationStrengthPolicy',
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName'],
  platformOf: noPlatform,
  volatilePaths: ['id', 'createdDateTime', 'modifiedDateTime'],
  unorderedPaths: ['allowedCombinations', 'combinationConfigurations'],
  secretPaths: [],
};
