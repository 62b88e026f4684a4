import type { PolicyFamily } from '../family.js';
import { platformFromField } from '../platforms.js';
import { collection, PERMISSION } from './parts.js';

export const assignmentFilters: PolicyFamily = {
  key: 'assignment_filters',
  label: { en: 'Assignment filters', de: 'Zuweisungsfilter' },
  kind: 'lookup',
  collections: [
    collection({
      path: 'deviceManagement/assignmentFilters',
      permission: PERMISSION.configuration,
      odataType: '#microsoft.graph.deviceAndAppManagementAssignmentFilter',
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName', 'platform'],
  platformOf: platformFromField('platform'),
  volatilePaths: ['id', 'createdDateTime', 'lastModifiedDateTime', 'payloads'],
  unorderedPaths: ['roleScopeTags'],
  secretPaths: [],
};
