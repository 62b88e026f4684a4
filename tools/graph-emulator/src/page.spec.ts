import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pageOf, type PageFaults } from './page.js';

const NO_FAULTS: PageFaults = { empty: false, overlap: false };

/** Everything that following the links gives, with the same faults on every page. */
function follow(all: readonly number[], size: number, faults: PageFaults): number[] {
  const items: number[] = [];
  for (let token: string | undefined, pages = 0; pages <= 2 * all.length + 2; pages += 1) {
    const page = pageOf(all, size, token, faults);
    if (page === undefined) throw new Error('A link of our own was refused.');
    items.push(...page.items);
    if (page.next === undefined) return items;
    token = page.next;
  }
  throw new Error('The links never ended.');
}

const list = fc.nat(40).map((length) => Array.from({ length }, (_, index) => index));
const size = fc.integer({ min: 1, max: 12 });

describe('pages', () => {
  it('give every item once, in order', () => {
    fc.assert(
      fc.property(list, size, (all, limit) => {
        expect(follow(all, limit, NO_FAULTS)).toEqual(all);
      }),
    );
  });

  it('lose nothing when they are empty on the way or overlap', () => {
    fc.assert(
      fc.property(list, size, fc.boolean(), fc.boolean(), (all, limit, empty, overlap) => {
        expect([...new Set(follow(all, limit, { empty, overlap }))]).toEqual(all);
      }),
    );
  });

  it('know no token but their own', () => {
    fc.assert(
      fc.property(fc.string(), (token) => {
        expect(pageOf([1, 2], 1, token, NO_FAULTS)).toBeUndefined();
      }),
    );
    const beyond = Buffer.from(JSON.stringify({ start: 3 })).toString('base64url');
    expect(pageOf([1, 2], 1, beyond, NO_FAULTS)).toBeUndefined();
  });
});
