import { afterEach, describe, expect, it } from '@jest/globals';
import { storedCursor, type ListingStep } from '../src/index.js';
import { clientOf, skippingClock, startGraph, type GraphServer, type Reply, type Route } from './graph-server.js';

let graph: GraphServer;
afterEach(() => graph.close());

const nextOf = (path: string): string => `${graph.url}/beta/${path}`;
const page = (ids: string[], next?: string): Reply => ({
  body: { value: ids.map((id) => ({ id })), ...(next ? { '@odata.nextLink': next } : {}) },
});
const policies: Route = ({ path }) => {
  if (path === 'policies') return page(['a', 'b'], nextOf('policies?$skiptoken=2'));
  if (path === 'policies?$skiptoken=2') return page([], nextOf('policies?$skiptoken=3'));
  return page(['c']);
};

async function steps(listing: AsyncIterable<ListingStep>): Promise<ListingStep[]> {
  const all: ListingStep[] = [];
  for await (const step of listing) all.push(step);
  return all;
}

const ids = (all: ListingStep[]): unknown[] =>
  all.flatMap((step) => (step.kind === 'page' ? step.items.map((item) => item['id']) : [step.failure.reason]));

describe('listing a collection', () => {
  it('follows every next link, through an empty page, to the end', async () => {
    graph = await startGraph(policies);
    const all = await steps(clientOf(graph).listPages('policies'));
    expect(ids(all)).toEqual(['a', 'b', 'c']);
    expect(all.map((step) => step.kind === 'page' && step.next)).toEqual([
      'policies?$skiptoken=2',
      'policies?$skiptoken=3',
      null,
    ]);
  });

  it('asks for what is to be expanded, selected and how much at a time', async () => {
    graph = await startGraph(() => page([]));
    const query = { expand: ['assignments', 'rules($expand=actions)'], select: ['id', 'name'], top: 50 };
    await steps(clientOf(graph).listPages('policies', query));
    expect(graph.asked[0]?.path).toBe('policies?$expand=assignments,rules($expand=actions)&$select=id,name&$top=50');
  });

  it('goes on from a stored cursor and reads no earlier page again', async () => {
    graph = await startGraph(policies);
    const all = await steps(clientOf(graph).listPages('policies', {}, storedCursor('policies?$skiptoken=3')));
    expect(ids(all)).toEqual(['c']);
    expect(graph.asked.map(({ path }) => path)).toEqual(['policies?$skiptoken=3']);
  });

  it('keeps the pages already read when a later one is throttled', async () => {
    graph = await startGraph((asked) =>
      asked.path.endsWith('=2') && asked.times === 1
        ? { status: 429, headers: { 'Retry-After': '7' } }
        : policies(asked),
    );
    const clock = skippingClock();
    const all = await steps(clientOf(graph, { clock }).listPages('policies'));
    expect(ids(all)).toEqual(['a', 'b', 'c']);
    expect(clock.slept).toEqual([7000]);
    expect(graph.asked.filter(({ path }) => path === 'policies')).toHaveLength(1);
  });

  it('says where to resume when a page cannot be read', async () => {
    graph = await startGraph((asked) => (asked.path.endsWith('=3') ? { status: 403 } : policies(asked)));
    const all = await steps(clientOf(graph).listPages('policies'));
    expect(all.at(-1)).toMatchObject({
      kind: 'failed',
      failure: { reason: 'permission_missing', status: 403 },
      resumeFrom: 'policies?$skiptoken=3',
    });
  });

  it.each([400, 410])('starts over when a next link is answered %d', async (status) => {
    graph = await startGraph((asked) => (asked.path.endsWith('=2') ? { status } : policies(asked)));
    const all = await steps(clientOf(graph).listPages('policies'));
    expect(all.at(-1)).toMatchObject({ kind: 'failed', failure: { reason: 'page_cursor_expired' }, resumeFrom: null });
  });

  it('never takes the bearer to another host', async () => {
    const other = await startGraph(() => page(['stolen']));
    graph = await startGraph(() => page(['a'], `${other.url}/beta/policies?$skiptoken=2`));
    const all = await steps(clientOf(graph).listPages('policies'));
    expect(all).toEqual([
      expect.objectContaining({
        failure: expect.objectContaining({ reason: 'malformed_answer', detail: 'foreign_next_link' }),
      }),
    ]);
    expect(other.asked).toEqual([]);
    await other.close();
  });

  it('refuses a stored cursor that leads out of the API', async () => {
    graph = await startGraph(policies);
    for (const path of ['http://127.0.0.1:1/beta/policies', '../v1.0/users', '//evil.example/beta/policies']) {
      await expect(steps(clientOf(graph).listPages('policies', {}, storedCursor(path)))).rejects.toThrow(TypeError);
    }
    expect(graph.asked).toEqual([]);
  });

  it('ends a listing whose next links go round in a circle', async () => {
    graph = await startGraph(({ path }) =>
      page(['a'], nextOf(path.endsWith('=2') ? 'policies?$x=3' : 'policies?$x=2')),
    );
    const all = await steps(clientOf(graph).listPages('policies'));
    expect(all.at(-1)).toMatchObject({ failure: { reason: 'malformed_answer', detail: 'page_loop' } });
    expect(graph.asked.length).toBeLessThan(5);
  });

  it('takes an answer without a list for malformed, not for empty', async () => {
    graph = await startGraph(() => ({ body: { something: 'else' } }));
    expect(await steps(clientOf(graph).listPages('policies'))).toMatchObject([
      { kind: 'failed', failure: { reason: 'malformed_answer', detail: 'unexpected_shape' } },
    ]);
  });

  it('takes a missing collection for an error of the provider, a missing item for vanished', async () => {
    graph = await startGraph(() => ({ status: 404 }));
    const client = clientOf(graph);
    expect(ids(await steps(client.listPages('policies')))).toEqual(['provider_error']);
    expect(await client.getItem('policies/a')).toMatchObject({ failure: { reason: 'vanished_while_reading' } });
  });
});
