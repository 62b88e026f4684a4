import type { PolicyItem } from '../family.js';
import { isObject, typeNameOf } from '../odata.js';

/** To whom a policy applies: what makes two assignments the same, and nothing else of them. */
export interface Assignment {
  readonly type: string;
  readonly groupId: string | undefined;
  readonly groupName: string | undefined;
  readonly filter: string | undefined;
  readonly filterMode: string | undefined;
  readonly intent: string | undefined;
}

/** Undefined where the assignments were not captured. */
export function assignmentsOf(item: PolicyItem): readonly Assignment[] | undefined {
  if (!Array.isArray(item.assignments)) return undefined;
  return item.assignments.filter(isObject).map((assignment) => {
    const target = isObject(assignment.target) ? assignment.target : {};
    const mode = textOf(target.deviceAndAppManagementAssignmentFilterType);
    const filtered = mode !== undefined && mode !== 'none';
    const intent = textOf(assignment.intent);
    return {
      type: typeNameOf(target) ?? 'unknown target',
      groupId: textOf(target.groupId) ?? textOf(target.collectionId),
      groupName: textOf(target.groupName) ?? textOf(target.groupDisplayName),
      filter: filtered ? textOf(target.deviceAndAppManagementAssignmentFilterId) : undefined,
      filterMode: filtered ? mode : undefined,
      intent: intent === 'apply' ? undefined : intent,
    };
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
