import type { PolicyFamily } from '../family.js';
import { alwaysPlatform } from '../platforms.js';
import { collection, listBelow, PERMISSION, UNORDERED, VOLATILE } from './parts.js';

const presentationValues = listBelow('presentationValues', { expand: ['presentation'] });

export const administrativeTemplates: PolicyFamily = {
  key: 'administrative_templates',
  label: { en: 'Administrative templates', de: 'Administrative Vorlagen' },
  kind: 'policies',
  collections: [
    collection({
      path: 'deviceManagement/groupPolicyConfigurations',
      permission: PERMISSION.configuration,
      expand: ['assignments'],
      subResources: [listBelow('definitionValues', { expand: ['definition'], nested: [presentationValues] })],
      odataType: '#microsoft.graph.groupPolicyConfiguration',
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName', 'policyConfigurationIngestionType'],
  platformOf: alwaysPlatform('Windows'),
  volatilePaths: [
    ...VOLATILE,
    'definitionValues.*.id',
    'definitionValues.*.createdDateTime',
    'definitionValues.*.lastModifiedDateTime',
    'definitionValues.*.definition.lastModifiedDateTime',
    'definitionValues.*.definition.version',
    'definitionValues.*.presentationValues.*.id',
    'definitionValues.*.presentationValues.*.createdDateTime',
    'definitionValues.*.presentationValues.*.lastModifiedDateTime',
    'definitionValues.*.presentationValues.*.presentation.lastModifiedDateTime',
  ],
  unorderedPaths: [...UNORDERED, 'definitionValues', 'definitionValues.*.presentationValues'],
  secretPaths: [],
};
