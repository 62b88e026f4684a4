import { describe, expect, it } from '@jest/globals';
import { LOOKUP_FAMILIES, POLICY_FAMILIES } from '@tenantatlas/drift';
import { inReadingOrder } from './reading-order.js';

describe('the order of reading', () => {
  it('begins with what takes the longest chain of requests', () => {
    const order = inReadingOrder(POLICY_FAMILIES);
    const lists = order.map(({ collection }) => collection.subResources);
    const firstWithout = lists.findIndex((subResources) => subResources.length === 0);
    const firstWithoutNested = lists.findIndex((subResources) =>
      subResources.every(({ nested }) => nested.length === 0),
    );
    expect(firstWithoutNested).toBeGreaterThan(0);
    expect(firstWithout).toBeGreaterThan(firstWithoutNested);
    expect(lists.slice(firstWithout).every((subResources) => subResources.length === 0)).toBe(true);
  });

  it('leaves out no collection and doubles none', () => {
    const families = [...POLICY_FAMILIES, ...LOOKUP_FAMILIES];
    const paths = (of: typeof families): string[] =>
      of.flatMap(({ collections }) => collections.map(({ path }) => path));
    expect(
      inReadingOrder(families)
        .map(({ collection }) => collection.path)
        .sort(),
    ).toEqual(paths(families).sort());
  });
});
