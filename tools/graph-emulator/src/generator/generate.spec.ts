import { describe, expect, it } from '@jest/globals';
import { familyOfCollection, POLICY_FAMILIES, settingRows } from '@tenantatlas/drift';
import fc from 'fast-check';
import { generateTenant } from './generate.js';
import { spread } from './spread.js';

const policyPaths = POLICY_FAMILIES.flatMap(({ collections }) => collections.map(({ path }) => path));

describe('the spread of policies', () => {
  it('gives exactly as many as were asked for', () => {
    fc.assert(
      fc.property(fc.nat(5000), (total) => {
        expect([...spread(total).values()].reduce((sum, count) => sum + count, 0)).toBe(total);
      }),
    );
  });

  it('knows every collection that is declared', () => {
    expect([...spread(1).keys()].toSorted()).toEqual(policyPaths.toSorted());
  });
});

describe('a generated tenant', () => {
  const tenant = generateTenant('seed', 400);
  const items = [...tenant].flatMap(([path, list]) => list.map((item) => ({ path, item })));

  it('is the same for the same seed and another for another', () => {
    expect(generateTenant('seed', 400)).toEqual(tenant);
    expect(generateTenant('other', 400)).not.toEqual(tenant);
  });

  it('gives every object an id of its own', () => {
    const ids = items
      .filter(({ path }) => path !== 'deviceManagement/settings')
      .map(({ path, item }) => `${path} ${String(item.id)}`);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives every policy a name and settings to read', () => {
    for (const { path, item } of items.filter((entry) => policyPaths.includes(entry.path))) {
      const family = familyOfCollection(path)?.family;
      if (family === undefined) throw new Error(`${path} belongs to no family.`);
      expect([path, settingRows(family, item).length > 0]).toEqual([path, true]);
      if (family.kind === 'policies') expect(item[family.nameField]).not.toBe('');
    }
  });

  it('assigns policies to groups that exist', () => {
    const groups = new Set((tenant.get('groups') ?? []).map(({ id }) => id));
    const assigned = JSON.stringify(items).matchAll(/"groupId":"([^"]+)"/g);
    const unknown = [...assigned].filter(([, id]) => !groups.has(id));
    expect(unknown).toEqual([]);
  });

  it('counts the settings of a policy truly', () => {
    for (const policy of tenant.get('deviceManagement/configurationPolicies') ?? []) {
      expect(policy.settings).toHaveLength(Number(policy.settingCount));
    }
  });
});
