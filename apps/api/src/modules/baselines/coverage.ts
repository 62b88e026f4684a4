import { LOOKUP_FAMILIES, POLICY_FAMILIES, type PolicyFamily } from '@tenantatlas/drift';
import type { ListingMarks } from '../inventory/index.js';

export type CoverageState = 'complete' | 'partial' | 'not_read' | 'out_of_scope';

/** How much of a family a snapshot holds. */
export interface FamilyCoverage {
  readonly family: string;
  readonly state: CoverageState;
  readonly itemCount: number;
  readonly gapCount: number;
}

export interface CoverageFacts {
  readonly families: readonly PolicyFamily[];
  readonly marks: ListingMarks;
  readonly itemCounts: ReadonlyMap<string, number>;
  readonly gapCounts: ReadonlyMap<string, number>;
}

/** What a snapshot says of every family, those out of scope too: what is missing is never silently absent. */
export function coverageOf({ families, marks, itemCounts, gapCounts }: CoverageFacts): readonly FamilyCoverage[] {
  return [...POLICY_FAMILIES, ...LOOKUP_FAMILIES].map((family) => {
    const itemCount = itemCounts.get(family.key) ?? 0;
    const gapCount = gapCounts.get(family.key) ?? 0;
    const state = families.includes(family) ? stateOf(family, marks, itemCount, gapCount) : 'out_of_scope';
    return { family: family.key, state, itemCount, gapCount };
  });
}

function stateOf(family: PolicyFamily, marks: ListingMarks, itemCount: number, gapCount: number): CoverageState {
  const read = family.collections.filter(({ path }) => marks[path]?.state === 'read').length;
  if (read === family.collections.length && gapCount === 0) return 'complete';
  return read === 0 && itemCount === 0 ? 'not_read' : 'partial';
}
