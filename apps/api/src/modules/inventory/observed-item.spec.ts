import { describe, expect, it } from '@jest/globals';
import { familyOfCollection } from '@tenantatlas/drift';
import { observe, storable } from './observed-item.js';

function scoped(path: string) {
  const of = familyOfCollection(path);
  if (of === undefined) throw new Error(`no collection ${path}`);
  return of;
}

const policies = scoped('identity/conditionalAccess/policies');

describe('what a listing tells of an item', () => {
  it('is its name, platform and change, and its content where nothing is left to be read', () => {
    const observed = observe(scoped('deviceManagement/deviceCompliancePolicies'), {
      '@odata.type': '#microsoft.graph.iosCompliancePolicy',
      '@odata.etag': 'W/"1"',
      id: '1',
      displayName: 'Phones',
      lastModifiedDateTime: '2026-01-02T03:04:05Z',
    });
    expect(observed).toMatchObject({ id: '1', name: 'Phones', platform: 'iOS/iPadOS', isWhole: true });
    expect(observed.lastModifiedAt?.toISOString()).toBe('2026-01-02T03:04:05.000Z');
    expect(observed.listed.text).not.toContain('etag');
  });

  it('is not whole where the family has more to be read, or a list inside goes on elsewhere', () => {
    expect(observe(scoped('deviceManagement/configurationPolicies'), { id: '1', name: 'A' }).isWhole).toBe(false);
    const cutOff = { id: '1', displayName: 'A', assignments: [{ 'x@odata.nextLink': 'more' }] };
    expect(observe(policies, cutOff).isWhole).toBe(false);
  });

  it('has one address for one content, in whatever order its keys come', () => {
    const one = observe(policies, { id: '1', displayName: 'A', state: 'enabled' });
    const other = observe(policies, { state: 'enabled', displayName: 'A', id: '1' });
    expect(one.listed.hash).toBe(other.listed.hash);
  });

  it('never has a name that the database cannot hold', () => {
    expect(observe(policies, { id: '1', displayName: 'A\0B\ud800' }).name).toBe('A\uFFFDB\uFFFD');
    expect(storable('🚀'.repeat(300), 501)).toHaveLength(501);
    expect(storable('🚀'.repeat(300), 501).isWellFormed()).toBe(true);
  });

  it('takes "never" and what is no time for no time', () => {
    const timeOf = (lastModifiedDateTime: unknown) =>
      observe(policies, { id: '1', displayName: 'A', lastModifiedDateTime }).lastModifiedAt;
    expect([timeOf('0001-01-01T00:00:00Z'), timeOf('soon'), timeOf(7)]).toEqual([null, null, null]);
  });
});
