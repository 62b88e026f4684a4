import { afterEach, describe, expect, it } from '@jest/globals';
import { createRequestBudget, readCollection, type GraphClient } from '../src/index.js';
import { collectionOf, familyOf, list } from './declared.js';
import { clientOf, startGraph, type GraphServer, type Route } from './graph-server.js';

let graph: GraphServer;
afterEach(() => graph.close());

const LATENCY_MS = 30;
const PLACES = 8;

const family = familyOf('policies');
const collection = collectionOf(list('settings', { countedBy: 'settingCount' }));
const families = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Ten families of two pages with ten items each, every item with settings of its own: 220 requests. */
const tenant: Route = ({ path }) => {
  const [family = '', page] = path.split('?$skip=');
  if (path.endsWith('/settings')) return { body: { value: [{ of: path }] } };
  const items = Array.from({ length: 10 }, (_, index) => ({ id: `${family}-${page ?? 0}-${index}`, settingCount: 1 }));
  return { body: { value: items, ...(page ? {} : { '@odata.nextLink': `${graph.url}/beta/${family}?$skip=10` }) } };
};

/** Reads families side by side: what a capture does. */
async function capture(client: GraphClient): Promise<string[]> {
  const read: string[] = [];
  const readFamily = async (path: string): Promise<void> => {
    for await (const step of readCollection(client, family, { ...collection, path })) {
      if (step.kind === 'failed') throw new Error(step.failure.reason);
      for (const reading of step.readings) {
        if (reading.kind === 'gap') throw new Error(reading.failure.reason);
        read.push(String(reading.id));
      }
    }
  };
  await Promise.all(families.map(readFamily));
  return read;
}

describe('reading a whole tenant', () => {
  it('keeps every place busy', async () => {
    graph = await startGraph(tenant, { latencyMs: LATENCY_MS });
    const client = clientOf(graph, { batchSize: 1, budget: createRequestBudget({ concurrency: PLACES }) });
    await client.get('organization');
    const startedAt = performance.now();
    const read = await capture(client);
    const ideal = ((graph.stats.exchanges - 1) * LATENCY_MS) / PLACES;
    expect(new Set(read).size).toBe(200);
    expect(read).toHaveLength(200);
    expect(graph.stats.exchanges - 1).toBe(220);
    expect(performance.now() - startedAt).toBeLessThan(ideal * 2); // the exact ratio is a matter of the benchmarks
    expect(graph.stats.maxInFlight).toBe(PLACES);
  });

  it('with one request in twenty throttled loses nothing, repeats only those, and none too early', async () => {
    const refusedAt = new Map<string, number>();
    let count = 0;
    graph = await startGraph((asked) => {
      count += 1;
      if (count % 20 !== 0 || refusedAt.has(asked.path)) return tenant(asked);
      refusedAt.set(asked.path, asked.at);
      return { status: 429, headers: { 'Retry-After': '0.2' } };
    });
    const read = await capture(clientOf(graph));
    expect(new Set(read).size).toBe(200);
    expect(refusedAt.size).toBeGreaterThan(5);
    expect(graph.asked).toHaveLength(220 + refusedAt.size);
    for (const { path, times, at } of graph.asked.filter(({ times }) => times > 1)) {
      expect(times).toBe(2);
      expect(at - (refusedAt.get(path) ?? Infinity)).toBeGreaterThanOrEqual(200);
    }
  });
});
