import { afterEach, describe, expect, it } from '@jest/globals';
import { createRequestBudget } from '../src/index.js';
import { clientOf, skippingClock, startGraph, type GraphServer, type Route } from './graph-server.js';

let graph: GraphServer;
afterEach(() => graph.close());

const paths = (count: number): string[] => Array.from({ length: count }, (_, index) => `policies/${index}`);
const echo: Route = ({ path }) => ({ body: { path } });
const attemptsAt = (path: string): number => graph.asked.filter((asked) => asked.path === path).length;

describe('reading many items together', () => {
  it('gives every answer in the order asked, twenty at most in one exchange', async () => {
    graph = await startGraph(echo);
    const answers = await clientOf(graph).batch(paths(50));
    expect(answers).toEqual(paths(50).map((path) => ({ ok: true, value: { path } })));
    expect(Math.max(...graph.stats.batchSizes)).toBeLessThanOrEqual(20);
    expect(graph.stats.exchanges).toBe(3);
  });

  it('sends a single request alone, and all alone where batches are turned off', async () => {
    graph = await startGraph(echo);
    await clientOf(graph).getItem('policies/1');
    await clientOf(graph, { batchSize: 1 }).batch(paths(5));
    expect(graph.asked.map(({ isBatched }) => isBatched)).toEqual(Array(6).fill(false));
  });

  it('packs as many together as the pace of the provider asks for', async () => {
    graph = await startGraph(echo, { latencyMs: 40 });
    // 100 requests a second through one place: at 40 ms for an answer, four and a bit in each exchange.
    const budget = createRequestBudget({ concurrency: 1, requests: 200, windowMs: 2000 });
    const answers = await clientOf(graph, { budget, batchSize: 'by_pace' }).batch(paths(30));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(graph.asked).toHaveLength(30);
    expect(graph.asked[0]?.isBatched).toBe(false);
    expect(Math.max(...graph.stats.batchSizes)).toBeGreaterThanOrEqual(4);
    expect(Math.max(...graph.stats.batchSizes)).toBeLessThan(20);
  });

  it('lets requests of different callers share an exchange', async () => {
    graph = await startGraph(echo);
    const client = clientOf(graph);
    await Promise.all([client.batch(paths(3)), client.getItem('scripts/1'), client.batch(['roles/1'])]);
    expect(graph.stats.batchSizes).toEqual([5]);
  });

  it('tries each part again by its own status and Retry-After, and no other part', async () => {
    graph = await startGraph((asked) => {
      if (asked.times > 1) return echo(asked);
      if (asked.path === 'policies/2') return { status: 429, headers: { 'Retry-After': '11' } };
      if (asked.path === 'policies/4') return { status: 503, headers: { 'retry-after': '3' } };
      if (asked.path === 'policies/5') return { status: 424 };
      if (asked.path === 'policies/6') return 'reset'; // no sub-response at all
      return echo(asked);
    });
    const clock = skippingClock();
    const answers = await clientOf(graph, { clock, random: () => 0.5 }).batch(paths(8));
    expect(answers).toEqual(paths(8).map((path) => ({ ok: true, value: { path } })));
    expect(paths(8).map(attemptsAt)).toEqual([1, 1, 2, 1, 2, 2, 2, 1]);
    expect([...clock.slept].sort((a, b) => a - b)).toEqual([250, 250, 3000, 11_000]);
  });

  it('gives up on the parts that stay refused, and on these alone', async () => {
    graph = await startGraph((asked) => {
      if (asked.path === 'policies/0') return { status: 403 };
      if (asked.path === 'policies/1') return { status: 404 };
      if (asked.path === 'policies/2') return { status: 429, headers: { 'Retry-After': '1' } };
      return echo(asked);
    });
    const options = { clock: skippingClock(), retryPolicy: { maxAttempts: 3 } };
    expect(await clientOf(graph, options).batch(paths(4))).toMatchObject([
      { ok: false, failure: { reason: 'permission_missing', status: 403, attempts: 1 } },
      { ok: false, failure: { reason: 'vanished_while_reading', attempts: 1 } },
      { ok: false, failure: { reason: 'throttled', retryAfterMs: 1000, attempts: 3, waitedMs: 2000 } },
      { ok: true },
    ]);
  });

  it('keeps requests together that failed together', async () => {
    graph = await startGraph(echo, { batchReply: (exchange) => (exchange <= 2 ? { status: 503 } : undefined) });
    const answers = await clientOf(graph, { clock: skippingClock() }).batch(paths(20));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(graph.stats.exchanges).toBe(3);
  });

  it('asks for a new token once when the old one expires between two exchanges', async () => {
    graph = await startGraph((asked) => (asked.token === 'token-1' ? { status: 401 } : echo(asked)));
    const answers = await clientOf(graph).batch(paths(45));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(graph.stats.tokens).toBe(2);
  });

  it('says that the credentials are rejected when fresh tokens are refused too', async () => {
    graph = await startGraph(() => ({ status: 401 }));
    const [answer] = await clientOf(graph).batch(paths(1));
    expect(answer).toMatchObject({ failure: { reason: 'provider_credentials_rejected', status: 401, attempts: 3 } });
  });
});

describe('the budget of requests', () => {
  it('has no more requests under way than allowed, for all clients that share it', async () => {
    graph = await startGraph(echo, { latencyMs: 15 });
    const budget = createRequestBudget({ concurrency: 3 });
    const [one, other] = [clientOf(graph, { budget, batchSize: 1 }), clientOf(graph, { budget, batchSize: 1 })];
    // Tokens first, for they are not asked of Graph.
    await Promise.all([one.get('organization'), other.get('organization')]);
    graph.stats.maxInFlight = 0;
    await Promise.all([one.batch(paths(12)), other.batch(paths(12))]);
    expect(graph.stats.maxInFlight).toBe(3);
  });

  it('lets the others go on while one request waits', async () => {
    graph = await startGraph((asked) =>
      asked.path === 'policies/0' && asked.times === 1
        ? { status: 429, headers: { 'retry-after': '0.4' } }
        : echo(asked),
    );
    const budget = createRequestBudget({ concurrency: 1 });
    const done: string[] = [];
    const client = clientOf(graph, { budget, batchSize: 1 });
    await Promise.all(paths(4).map(async (path) => done.push((await client.getItem(path)) && path)));
    expect(done).toEqual(['policies/1', 'policies/2', 'policies/3', 'policies/0']);
  });
});
