import { afterEach, describe, expect, it } from '@jest/globals';
import type { FamilyCollection, PolicyFamily, SubResource } from '@tenantatlas/drift';
import { confirmEmpty, listCollection, readItems, type GraphObject, type ItemReading } from '../src/index.js';
import { clientOf, skippingClock, startGraph, type GraphServer, type Route } from './graph-server.js';

let graph: GraphServer;
afterEach(() => graph.close());

const list = (path: string, more: Partial<SubResource> = {}): SubResource => ({
  kind: 'collection',
  path,
  expand: [],
  into: path,
  nested: [],
  ...more,
});
const collectionOf = (...subResources: SubResource[]): FamilyCollection => ({
  path: 'policies',
  expand: [],
  subResources,
  permission: 'DeviceManagementConfiguration.Read.All',
});
const family = (kind: PolicyFamily['kind']): PolicyFamily => ({
  key: 'policies',
  label: { en: 'Policies', de: 'Richtlinien' },
  kind,
  collections: [],
  nameField: 'displayName',
  crossTenantKey: ['displayName'],
  platformOf: () => undefined,
  volatilePaths: [],
  unorderedPaths: [],
  secretPaths: [],
});
const answering =
  (answers: Record<string, unknown>): Route =>
  ({ path }) =>
    path in answers ? { body: answers[path] } : { status: 404 };

async function read(collection: FamilyCollection, listed: GraphObject[]): Promise<ItemReading[]> {
  const readings: ItemReading[] = [];
  for await (const reading of readItems(clientOf(graph), collection, listed)) readings.push(reading);
  return readings;
}

describe('making listed items whole', () => {
  it('takes an item as listed where nothing is left out, without asking anything', async () => {
    graph = await startGraph(() => ({}));
    const listed = {
      '@odata.context': 'noise',
      '@odata.type': '#microsoft.graph.x',
      id: 'a',
      'rules@odata.context': '',
      rules: [],
    };
    expect(await read(collectionOf(), [listed])).toEqual([
      { kind: 'item', id: 'a', item: { '@odata.type': '#microsoft.graph.x', id: 'a', rules: [] } },
    ]);
    expect(graph.stats.exchanges).toBe(0);
  });

  it('reads a list below an item to its last page, and lists below its entries', async () => {
    graph = await startGraph((asked) => {
      const answers: Record<string, unknown> = {
        'policies/a/categories': {
          value: [{ id: 'c1' }],
          '@odata.nextLink': `${graph.url}/beta/policies('a')/categories?$skip=1`,
        },
        "policies('a')/categories?$skip=1": { value: [{ id: 'c/2' }] },
        'policies/a/categories/c1/settings?$expand=definition': { value: [{ v: 1 }] },
        'policies/a/categories/c/2/settings?$expand=definition': { value: [{ v: 2 }, { v: 3 }] },
      };
      return answering(answers)(asked);
    });
    const categories = list('categories', { nested: [list('settings', { expand: ['definition'] })] });
    expect(await read(collectionOf(categories), [{ id: 'a' }])).toEqual([
      {
        kind: 'item',
        id: 'a',
        item: {
          id: 'a',
          categories: [
            { id: 'c1', settings: [{ v: 1 }] },
            { id: 'c/2', settings: [{ v: 2 }, { v: 3 }] },
          ],
        },
      },
    ]);
  });

  it('goes on with an expanded list that is itself only a first page', async () => {
    graph = await startGraph(answering({ 'policies/a/assignments?$skip=2': { value: [{ id: 3 }] } }));
    const listed = {
      id: 'a',
      'assignments@odata.nextLink': `${graph.url}/beta/policies/a/assignments?$skip=2`,
      'assignments@odata.count': 3,
      assignments: [{ id: 1 }, { id: 2 }],
    };
    expect(await read(collectionOf(), [listed])).toMatchObject([
      { kind: 'item', item: { id: 'a', assignments: [{ id: 1 }, { id: 2 }, { id: 3 }] } },
    ]);
  });

  it('drops an entry that two pages give, and trusts neither if it changed in between', async () => {
    const second = (entries: object[]): Route =>
      answering({
        'policies/a/settings': {
          value: [{ id: '0' }, { id: '1', v: 1 }],
          '@odata.nextLink': `policies/a/settings?$skip=2`,
        },
        'policies/a/settings?$skip=2': { value: entries },
      });
    graph = await startGraph(second([{ id: '1', v: 1 }, { id: '2' }]));
    expect(await read(collectionOf(list('settings')), [{ id: 'a' }])).toMatchObject([
      { kind: 'item', item: { settings: [{ id: '0' }, { id: '1' }, { id: '2' }] } },
    ]);
    await graph.close();
    graph = await startGraph(second([{ id: '1', v: 2 }]));
    expect(await read(collectionOf(list('settings')), [{ id: 'a' }])).toMatchObject([
      { kind: 'gap', failure: { reason: 'content_conflict' } },
    ]);
  });

  it('copies from the item itself only what the listing leaves out', async () => {
    graph = await startGraph(
      answering({ 'policies/a': { id: 'a', scriptContent: 'ZWNobw==', displayName: 'changed since' } }),
    );
    const content: SubResource = { kind: 'object', path: '', expand: [], pick: ['scriptContent'], nested: [] };
    expect(await read(collectionOf(content), [{ id: 'a', displayName: 'listed' }])).toEqual([
      { kind: 'item', id: 'a', item: { id: 'a', displayName: 'listed', scriptContent: 'ZWNobw==' } },
    ]);
  });

  it('tells a policy apart whose settings stay fewer than it says', async () => {
    graph = await startGraph(
      answering({
        'policies/a': { id: 'a', settingCount: 3 },
        'policies/a/settings': { value: [{}, {}] },
        'policies/b/settings': { value: [{}] },
      }),
    );
    const settings = list('settings', { countedBy: 'settingCount' });
    const listed = [
      { id: 'a', settingCount: 3 },
      { id: 'b', settingCount: 1 },
    ];
    expect(await read(collectionOf(settings), listed)).toMatchObject([
      { kind: 'gap', id: 'a', failure: { reason: 'setting_count_mismatch' }, listed: { id: 'a' } },
      { kind: 'item', id: 'b' },
    ]);
    expect(graph.asked.filter(({ path }) => path === 'policies/a/settings')).toHaveLength(2);
  });

  it('takes a policy as it is now when it was edited after it was listed', async () => {
    const now = { id: 'a', name: 'edited', settingCount: 2 };
    graph = await startGraph(answering({ 'policies/a': now, 'policies/a/settings': { value: [{}, {}] } }));
    const settings = list('settings', { countedBy: 'settingCount' });
    expect(await read(collectionOf(settings), [{ id: 'a', name: 'listed', settingCount: 3 }])).toEqual([
      { kind: 'item', id: 'a', item: { ...now, settings: [{}, {}] } },
    ]);
  });

  it('makes a gap of the item that cannot be read, and of no other, in the order of the listing', async () => {
    graph = await startGraph((asked) => {
      if (asked.path === 'policies/b/settings') return { status: 404 };
      if (asked.path === 'policies/c/settings') return { status: 403 };
      return { body: { value: [] } };
    });
    const listed = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
    expect(await read(collectionOf(list('settings')), listed)).toMatchObject([
      { kind: 'item', id: 'a' },
      { kind: 'gap', id: 'b', failure: { reason: 'vanished_while_reading' } },
      { kind: 'gap', id: 'c', failure: { reason: 'permission_missing' } },
      { kind: 'item', id: 'd' },
    ]);
  });
});

describe('listing a family', () => {
  it('gives a family of one object as one page of one item', async () => {
    graph = await startGraph(answering({ 'deviceManagement/settings': { isScheduledActionEnabled: true } }));
    const collection = { ...collectionOf(), path: 'deviceManagement/settings' };
    const listing = listCollection(clientOf(graph), family('single'), collection);
    expect((await listing.next()).value).toEqual({
      kind: 'page',
      items: [{ isScheduledActionEnabled: true }],
      next: null,
    });
  });

  const secondAnswers: [string, Route, object][] = [
    ['empty again', () => ({ body: { value: [] } }), { kind: 'confirmed' }],
    [
      'no longer empty',
      () => ({ body: { value: [{ id: 'a' }] } }),
      { kind: 'gap', failure: { reason: 'empty_not_confirmed' } },
    ],
    ['refused', () => ({ status: 403 }), { kind: 'gap', failure: { reason: 'empty_not_confirmed', status: 403 } }],
  ];

  it.each(secondAnswers)(
    'reads a family that lost all its items again after a pause: %s',
    async (_name, route, emptiness) => {
      graph = await startGraph(route);
      const clock = skippingClock();
      expect(
        await confirmEmpty(clientOf(graph), family('policies'), collectionOf(), { pauseMs: 5000, clock }),
      ).toMatchObject(emptiness);
      expect(clock.slept).toEqual([5000]);
    },
  );
});
