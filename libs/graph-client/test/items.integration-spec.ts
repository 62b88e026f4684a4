import { afterEach, describe, expect, it } from '@jest/globals';
import type { FamilyCollection, SubResource } from '@tenantatlas/drift';
import {
  confirmEmpty,
  listCollection,
  probeCollection,
  readCollection,
  readItems,
  storedCursor,
  type CollectionStep,
  type Cursor,
  type GraphObject,
  type ItemReading,
} from '../src/index.js';
import { collectionOf, familyOf, list } from './declared.js';
import { clientOf, skippingClock, startGraph, type GraphServer, type Route } from './graph-server.js';

let graph: GraphServer;
afterEach(() => graph.close());

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

  it('goes on with a list that is cut off deep inside an item', async () => {
    graph = await startGraph(answering({ 'rules/1/actions?$skip=1': { value: [{ id: 'y' }] } }));
    const actions = { 'actions@odata.nextLink': `${graph.url}/beta/rules/1/actions?$skip=1`, actions: [{ id: 'x' }] };
    const listed = {
      id: 'a',
      rules: [
        { id: '0', actions: [] },
        { id: '1', ...actions },
      ],
    };
    expect(await read(collectionOf(), [listed])).toEqual([
      {
        kind: 'item',
        id: 'a',
        item: {
          id: 'a',
          rules: [
            { id: '0', actions: [] },
            { id: '1', actions: [{ id: 'x' }, { id: 'y' }] },
          ],
        },
      },
    ]);
  });

  it('drops an entry that two pages give, and trusts neither if it changed in between', async () => {
    const second = (entries: object[]): Route =>
      answering({
        'policies/a': { id: 'a' },
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
    const listing = listCollection(clientOf(graph), familyOf('single'), collection);
    expect((await listing.next()).value).toEqual({
      kind: 'page',
      items: [{ isScheduledActionEnabled: true }],
      next: null,
    });
  });

  it('has nothing where the tenant has no such object, which is no failure', async () => {
    graph = await startGraph(() => ({ status: 404 }));
    const steps = listCollection(clientOf(graph), familyOf('single'), collectionOf());
    expect((await steps.next()).value).toEqual({ kind: 'page', items: [], next: null });
    const policies = listCollection(clientOf(graph), familyOf('policies'), collectionOf());
    expect((await policies.next()).value).toMatchObject({ kind: 'failed', failure: { reason: 'provider_error' } });
  });

  it('can be tried without reading it', async () => {
    graph = await startGraph(({ path }) => {
      if (path.startsWith('policies')) return { body: { value: [{ id: 'a' }] } };
      return path.startsWith('settings') ? { body: {} } : { status: 403 };
    });
    const tryTo = (kind: 'policies' | 'single', path: string): Promise<unknown> =>
      probeCollection(clientOf(graph), familyOf(kind), { ...collectionOf(), path });
    expect(await tryTo('policies', 'policies')).toEqual({ ok: true, value: 'readable' });
    expect(await tryTo('single', 'settings')).toEqual({ ok: true, value: 'readable' });
    expect(await tryTo('policies', 'intents')).toMatchObject({ failure: { reason: 'permission_missing' } });
    expect(await tryTo('policies', 'settings')).toMatchObject({ failure: { reason: 'malformed_answer' } });
    expect(graph.asked.map(({ path }) => path)).toEqual([
      'policies?$top=1',
      'settings',
      'intents?$top=1',
      'settings?$top=1',
    ]);
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
        await confirmEmpty(clientOf(graph), familyOf('policies'), collectionOf(), { pauseMs: 5000, clock }),
      ).toMatchObject(emptiness);
      expect(clock.slept).toEqual([5000]);
    },
  );
});

describe('reading a collection', () => {
  const settings = collectionOf(list('settings'));
  const twoPages =
    (second: object[]): Route =>
    ({ path }) => {
      if (path.endsWith('/settings'))
        return path.includes('/bad/') ? { status: 403 } : { body: { value: [{ of: path }] } };
      if (path === 'policies') {
        return { body: { value: [{ id: 'a', v: 1 }, { id: 'bad' }], '@odata.nextLink': 'policies?$skip=2' } };
      }
      return { body: { value: second } };
    };
  const steps = async (from?: Cursor): Promise<CollectionStep[]> => {
    const all: CollectionStep[] = [];
    for await (const step of readCollection(clientOf(graph), familyOf('policies'), settings, { from })) all.push(step);
    return all;
  };

  it('gives each page with its items whole, and what to resume from', async () => {
    graph = await startGraph(twoPages([{ id: 'a', v: 1 }, { id: 'c' }]));
    expect(await steps()).toMatchObject([
      {
        kind: 'page',
        next: 'policies?$skip=2',
        repeated: 0,
        readings: [
          { kind: 'item', id: 'a', item: { settings: [{ of: 'policies/a/settings' }] } },
          { kind: 'gap', id: 'bad', failure: { reason: 'permission_missing' } },
        ],
      },
      { kind: 'page', next: null, repeated: 1, readings: [{ kind: 'item', id: 'c' }] },
    ]);
    expect(graph.asked.filter(({ path }) => path === 'policies/a/settings')).toHaveLength(1);
  });

  it('resumes from a page and reads nothing before it', async () => {
    graph = await startGraph(twoPages([{ id: 'c' }]));
    expect(await steps(storedCursor('policies?$skip=2'))).toMatchObject([{ readings: [{ id: 'c' }], next: null }]);
    expect(graph.asked.map(({ path }) => path)).toEqual(['policies?$skip=2', 'policies/c/settings']);
  });

  it('trusts neither reading of an item that changed between two pages', async () => {
    graph = await startGraph(twoPages([{ id: 'a', v: 2 }]));
    expect((await steps())[1]).toMatchObject({
      readings: [{ kind: 'gap', id: 'a', failure: { reason: 'content_conflict' } }],
    });
  });

  it('gives the pages it has before it says that another cannot be read', async () => {
    graph = await startGraph((asked) => (asked.path.includes('$skip') ? { status: 403 } : twoPages([])(asked)));
    expect(await steps()).toMatchObject([
      { kind: 'page', readings: [{ id: 'a' }, { id: 'bad' }] },
      { kind: 'failed', failure: { reason: 'permission_missing' }, resumeFrom: 'policies?$skip=2' },
    ]);
  });

  it('stops when aborted, also while it reads ahead', async () => {
    const cancel = new AbortController();
    graph = await startGraph(twoPages([{ id: 'c' }]), { latencyMs: 20 });
    const reading = readCollection(clientOf(graph, { signal: cancel.signal }), familyOf('policies'), settings);
    expect((await reading.next()).value).toMatchObject({ kind: 'page' });
    cancel.abort(new Error('cancelled'));
    await expect(reading.next().then(() => reading.next())).rejects.toThrow('cancelled');
  });
});
