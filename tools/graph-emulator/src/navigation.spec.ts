import { describe, expect, it } from '@jest/globals';
import { LOOKUP_FAMILIES, POLICY_FAMILIES } from '@tenantatlas/drift';
import fc from 'fast-check';
import { navigationOf, parseExpand, project } from './navigation.js';

describe('$expand', () => {
  it('is read with what lies below it', () => {
    const read = parseExpand('assignments, rules($expand=actions($expand=who),times;$top=5)');
    expect([...read.keys()]).toEqual(['assignments', 'rules']);
    expect([...(read.get('rules')?.keys() ?? [])]).toEqual(['actions', 'times']);
    expect([...(read.get('rules')?.get('actions')?.keys() ?? [])]).toEqual(['who']);
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '(', ')', ',', ';', '$expand=') }),
        (text) => void parseExpand(text),
      ),
    );
  });
});

describe('an item', () => {
  const item = {
    id: '1',
    assignments: [{ id: 'a' }],
    'assignments@odata.context': 'x',
    rules: [{ id: 'r', actions: [{ id: 'x' }] }],
  };
  const navigation = parseExpand('assignments,rules($expand=actions)');

  it('shows of its navigation only what was asked for', () => {
    expect(project(item, navigation, parseExpand(''))).toEqual({ id: '1' });
    expect(project(item, navigation, parseExpand('rules'))).toEqual({ id: '1', rules: [{ id: 'r' }] });
    expect(project(item, navigation, navigation)).toEqual(item);
  });

  it('is whole when everything that its collection declares is asked for', () => {
    for (const collection of [...POLICY_FAMILIES, ...LOOKUP_FAMILIES].flatMap((family) => family.collections)) {
      const declared = navigationOf(collection);
      const whole = Object.fromEntries([...declared.keys()].map((name) => [name, [{ id: name }]]));
      expect(project(whole, declared, declared)).toEqual(whole);
      expect(project(whole, declared, parseExpand(''))).toEqual({});
    }
  });
});
