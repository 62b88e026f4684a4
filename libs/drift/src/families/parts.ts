import type { FamilyCollection, PropertyPath, SubResource } from '../family.js';

/** Permissions by their Graph names, so that a typing error fails to compile. */
export const PERMISSION = {
  configuration: 'DeviceManagementConfiguration.Read.All',
  apps: 'DeviceManagementApps.Read.All',
  scripts: 'DeviceManagementScripts.Read.All',
  enrolment: 'DeviceManagementServiceConfig.Read.All',
  roles: 'DeviceManagementRBAC.Read.All',
  policies: 'Policy.Read.All',
  groups: 'GroupMember.Read.All',
} as const;

type CollectionParts = Pick<FamilyCollection, 'path' | 'permission'> & Partial<FamilyCollection>;

export function collection(parts: CollectionParts): FamilyCollection {
  return { expand: [], subResources: [], ...parts };
}

/** A list of its own below the item, read to its end. */
export function listBelow(path: string, more: Partial<SubResource> = {}): SubResource {
  return { kind: 'collection', path, expand: [], into: path, nested: [], ...more };
}

/** Fields which only the item itself answers, not a listing. */
export function fieldsOfItem(...pick: string[]): SubResource {
  return { kind: 'object', path: '', expand: [], pick, nested: [] };
}

/** What every managed object carries besides its settings. */
export const VOLATILE: readonly PropertyPath[] = [
  'id',
  'createdDateTime',
  'lastModifiedDateTime',
  'version',
  'supportsScopeTags',
  'isAssigned',
  'assignments.*.id',
  'assignments.*.source',
  'assignments.*.sourceId',
];

export const UNORDERED: readonly PropertyPath[] = ['assignments', 'roleScopeTagIds'];
