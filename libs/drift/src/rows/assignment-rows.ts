import type { PolicyFamily, PolicyItem } from '../family.js';
import { isObject, typeNameOf } from '../odata.js';
import type { SettingRow } from './row.js';

const EVERYONE: Readonly<Record<string, string>> = {
  allDevicesAssignmentTarget: 'All devices',
  allLicensedUsersAssignmentTarget: 'All users',
};

/**
 * To whom a policy applies, one row for each target. Undefined where the assignments were not captured, which is
 * another thing than a policy that is assigned to nobody.
 *
 * @param nameOfId gives the name of a group or filter where a lookup knows it.
 */
export function assignmentRows(
  _family: PolicyFamily,
  item: PolicyItem,
  nameOfId: (id: string) => string | undefined = () => undefined,
): SettingRow[] | undefined {
  if (!Array.isArray(item.assignments)) return undefined;
  return item.assignments.filter(isObject).map((assignment, index) => {
    const target = isObject(assignment.target) ? assignment.target : {};
    return {
      path: `assignments[${index}]`,
      label: typeNameOf(target)?.startsWith('exclusion') === true ? 'Excluded' : 'Included',
      labelFrom: 'definition',
      value: [whom(target, nameOfId), filterOf(target, nameOfId), intentOf(assignment)]
        .filter((part) => part !== undefined)
        .join(', '),
    };
  });
}

type NameOfId = (id: string) => string | undefined;

function whom(target: Record<string, unknown>, nameOfId: NameOfId): string {
  const id = textOf(target.groupId) ?? textOf(target.collectionId);
  // Some tools write the group's name in the place of its id, others beside it.
  const group = (id === undefined ? undefined : nameOfId(id)) ?? textOf(target.groupName) ?? id;
  const type = typeNameOf(target) ?? 'unknown target';
  return group ?? EVERYONE[type] ?? type;
}

function filterOf(target: Record<string, unknown>, nameOfId: NameOfId): string | undefined {
  const id = textOf(target.deviceAndAppManagementAssignmentFilterId);
  const mode = textOf(target.deviceAndAppManagementAssignmentFilterType);
  if (id === undefined || mode === undefined || mode === 'none') return undefined;
  return `filter ${mode}: ${nameOfId(id) ?? id}`;
}

function intentOf(assignment: Record<string, unknown>): string | undefined {
  const intent = textOf(assignment.intent);
  return intent === undefined || intent === 'apply' ? undefined : intent;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
