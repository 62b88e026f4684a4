import type { Directory } from './directory.js';
import { idFrom, type Random } from './random.js';

/** Zero to four assignments: to all devices or users, to groups, some excluded, some narrowed by a filter. */
export function assignments(directory: Directory, random: Random, policyId: string): unknown[] {
  const targets: Record<string, unknown>[] = [];
  if (random.chance(0.15)) return targets;
  if (random.chance(0.25)) targets.push({ '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' });
  else if (random.chance(0.2)) targets.push({ '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' });
  for (const group of random.some(directory.groups, 1 + random.int(3))) {
    const excluded = targets.length > 0 && random.chance(0.3);
    targets.push({
      '@odata.type': `#microsoft.graph.${excluded ? 'exclusionGroup' : 'group'}AssignmentTarget`,
      groupId: group.id,
    });
  }
  return targets.map((target, index) => ({
    id: `${policyId}_${idFrom(policyId, 'assignment', index)}`,
    source: 'direct',
    sourceId: policyId,
    target: { ...target, ...filterOf(directory, random) },
  }));
}

function filterOf(directory: Directory, random: Random): Record<string, unknown> {
  if (!random.chance(0.2)) {
    return { deviceAndAppManagementAssignmentFilterId: null, deviceAndAppManagementAssignmentFilterType: 'none' };
  }
  return {
    deviceAndAppManagementAssignmentFilterId: random.pick(directory.filters).id,
    deviceAndAppManagementAssignmentFilterType: random.chance(0.8) ? 'include' : 'exclude',
  };
}

export function scopeTagIds(directory: Directory, random: Random): unknown[] {
  return random.chance(0.8) ? ['0'] : random.some(directory.scopeTags, 2).map((tag) => tag.id);
}
