import type { PolicyFamily } from '../family.js';
import { noPlatform } from '../platforms.js';
import { collection, PERMISSION, VOLATILE } from './parts.js';

export const roles: PolicyFamily = {
  key: 'roles',
  label: { en: 'Roles', de: 'Rollen' },
  kind: 'policies',
  collections: [
    collection({
      path: 'deviceManagement/roleDefinitions',
      permission: PERMISSION.roles,
      expand: ['roleAssignments'],
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName'],
  platformOf: noPlatform,
  volatilePaths: [...VOLATILE, 'roleAssignments.*.id'],
  unorderedPaths: [
    'roleScopeTagIds',
    'roleAssignments',
    'rolePermissions.*.resourceActions.*.allowedResourceActions',
    'rolePermissions.*.resourceActions.*.notAllowedResourceActions',
    'permissions.*.actions',
  ],
  secretPaths: [],
};
