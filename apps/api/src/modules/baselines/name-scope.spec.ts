import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isNameInScope, isNamePattern } from './name-scope.js';

const isIn = (pattern: string, name: string) => isNameInScope({ includeNames: [pattern], excludeNames: [] }, name);

describe('the names of a baseline', () => {
  it('are all of them where nothing is said', () => {
    fc.assert(fc.property(fc.string(), (name) => isNameInScope({ includeNames: [], excludeNames: [] }, name)));
  });

  it.each([
    ['CA001*', 'ca001-Block legacy', true],
    ['CA001*', 'My CA001', false],
    ['*legacy', 'CA001-Block Legacy', true],
    ['CA*Block*', 'CA001-Block legacy', true],
    ['CA*Block*legacy', 'CA001-legacy Block', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*', '', true],
    ['Exact', 'exact', true],
    ['Exact', 'not exact', false],
    ['a.c', 'abc', false],
    ['(x+)+', '(x+)+', true],
  ])('%s on %s: %s', (pattern, name, expected) => {
    expect(isIn(pattern, name)).toBe(expected);
  });

  it('lose to an exclusion', () => {
    const scope = { includeNames: ['CA*'], excludeNames: ['*pilot*'] };
    expect(isNameInScope(scope, 'CA001')).toBe(true);
    expect(isNameInScope(scope, 'CA001 Pilot')).toBe(false);
  });

  it('match what a regular expression of the same meaning matches', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    const meaning = (pattern: string) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
    fc.assert(
      fc.property(word, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 }), (pattern, name) => {
        expect(isIn(pattern, name)).toBe(meaning(pattern).test(name));
      }),
    );
  });

  it('take patterns of a bounded length and number of wildcards', () => {
    expect(isNamePattern('*'.repeat(5))).toBe(true);
    expect(isNamePattern('*'.repeat(6))).toBe(false);
    expect(isNamePattern('x'.repeat(201))).toBe(false);
    expect(isNamePattern('  ')).toBe(false);
  });
});
