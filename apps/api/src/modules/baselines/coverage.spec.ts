import { describe, expect, it } from '@jest/globals';
import { familyOf, type PolicyFamily } from '@tenantatlas/drift';
import type { ListingMarks } from '../inventory/index.js';
import { coverageOf } from './coverage.js';

function family(key: string): PolicyFamily {
  const found = familyOf(key);
  if (found === undefined) throw new Error(`no family ${key}`);
  return found;
}

const appProtection = family('app_protection');
const marksOf = (states: readonly ('read' | 'unread')[]): ListingMarks =>
  Object.fromEntries(
    appProtection.collections.map(({ path }, index) => [
      path,
      { state: states[index] ?? 'read', cursor: null, seen: 0 },
    ]),
  );

function stateOf(marks: ListingMarks, { items = 0, gaps = 0 } = {}) {
  const coverage = coverageOf({
    families: [appProtection],
    marks,
    itemCounts: new Map([['app_protection', items]]),
    gapCounts: new Map([['app_protection', gaps]]),
  });
  return coverage.find((one) => one.family === 'app_protection')?.state;
}

describe('the coverage of a family', () => {
  it('is complete only where all of it was read and nothing is missing', () => {
    expect(stateOf(marksOf([]), { items: 3 })).toBe('complete');
    expect(stateOf(marksOf([]))).toBe('complete');
    expect(stateOf(marksOf([]), { items: 3, gaps: 1 })).toBe('partial');
  });

  it('is partial where one of its collections was refused, and not read where all were', () => {
    expect(stateOf(marksOf(['unread']), { items: 3, gaps: 1 })).toBe('partial');
    expect(stateOf(marksOf(['unread', 'unread', 'unread', 'unread']), { gaps: 1 })).toBe('not_read');
  });

  it('is told of every family, also of those that nobody asked for', () => {
    const coverage = coverageOf({ families: [], marks: {}, itemCounts: new Map(), gapCounts: new Map() });
    expect(coverage).toHaveLength(25);
    expect(new Set(coverage.map(({ state }) => state))).toEqual(new Set(['out_of_scope']));
  });
});
