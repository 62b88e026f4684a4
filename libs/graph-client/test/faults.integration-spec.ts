import { gzipSync } from 'node:zlib';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { resolveEndpoint, createGraphClient } from '../src/index.js';
import { clientOf, skippingClock, startGraph, type GraphServer, type Reply } from './graph-server.js';

let graph: GraphServer;
afterEach(() => graph.close());

describe('a provider in trouble', () => {
  const passing: [string, Reply][] = [
    ['a 500', { status: 500 }],
    ['a 502', { status: 502, text: '<html>bad gateway</html>' }],
    ['a 503', { status: 503, headers: { 'retry-after': '2' } }],
    ['a 504', { status: 504 }],
    ['a 429 without Retry-After', { status: 429 }],
    ['a connection that breaks off', 'reset'],
    ['a body that breaks off', 'truncate'],
    ['a sign-in page instead of JSON', { text: '<html>Sign in</html>' }],
    ['JSON that is cut short', { text: '{"id": "a"' }],
    ['no answer in time', 'hang'],
  ];

  it.each(passing)('tries again after %s', async (_name, trouble) => {
    graph = await startGraph(({ times }) => (times <= 2 ? trouble : { body: { id: 'a' } }));
    const clock = skippingClock();
    const answer = await clientOf(graph, { clock, transportLimits: { timeoutMs: 150 } }).get('organization');
    expect(answer).toEqual({ ok: true, value: { id: 'a' } });
    expect(graph.asked).toHaveLength(3);
    expect(clock.slept).toHaveLength(2);
  });

  const lasting: [string, Reply, object][] = [
    ['throttled', { status: 429 }, { reason: 'throttled', status: 429 }],
    ['provider_error', { status: 503 }, { reason: 'provider_error', status: 503 }],
    ['provider_error', 'reset', { reason: 'provider_error', detail: 'connection_lost' }],
    ['timed_out', 'hang', { reason: 'timed_out' }],
    ['malformed_answer', { text: '<html>' }, { reason: 'malformed_answer', detail: 'not_json' }],
  ];

  it.each(lasting)('gives up with %s after a bounded number of attempts', async (_reason, trouble, failure) => {
    graph = await startGraph(() => trouble);
    const options = { clock: skippingClock(), transportLimits: { timeoutMs: 100 }, retryPolicy: { maxAttempts: 3 } };
    const answer = await clientOf(graph, options).get('organization');
    expect(answer).toMatchObject({ ok: false, failure: { ...failure, attempts: 3 } });
    expect(graph.asked).toHaveLength(3);
  });

  const final: [number, string][] = [
    [403, 'permission_missing'],
    [400, 'provider_error'],
    [501, 'provider_error'],
  ];

  it.each(final)('does not insist on a %d', async (status, reason) => {
    graph = await startGraph(() => ({ status, body: { error: { code: 'Forbidden', message: 'with secrets' } } }));
    const answer = await clientOf(graph).get('organization');
    expect(answer).toMatchObject({ ok: false, failure: { reason, status, providerCode: 'Forbidden' } });
    expect(JSON.stringify(answer)).not.toContain('secrets');
    expect(graph.asked).toHaveLength(1);
  });

  it('follows no redirect', async () => {
    const other = await startGraph(() => ({ body: { id: 'stolen' } }));
    graph = await startGraph(() => ({ status: 302, headers: { location: `${other.url}/beta/organization` } }));
    const answer = await clientOf(graph).get('organization');
    expect(answer).toMatchObject({ failure: { reason: 'provider_error', detail: 'redirect_refused' } });
    expect(other.stats.exchanges).toBe(0);
    await other.close();
  });

  it('does not begin a wait longer than it may wait in all, and says how long was asked for', async () => {
    graph = await startGraph(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
    const clock = skippingClock();
    const answer = await clientOf(graph, { clock }).get('organization');
    expect(answer).toMatchObject({ failure: { reason: 'throttled', retryAfterMs: 3_600_000, waitedMs: 0 } });
    expect(clock.slept).toEqual([]);
  });

  it('is never back earlier than Retry-After says, in seconds or as a date', async () => {
    const refusedAt: number[] = [];
    graph = await startGraph(({ times, at }) => {
      if (times > 2) return { body: {} };
      refusedAt.push(at);
      const date = new Date(Date.now() + 1000).toUTCString();
      return { status: 429, headers: { 'retry-after': times === 1 ? '0.3' : date } };
    });
    await clientOf(graph).get('organization');
    const [first, second, third] = graph.asked.map(({ at }) => at);
    expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(300);
    expect(Number(third) - Number(second)).toBeGreaterThanOrEqual(1000);
  });

  it('bounds the size of an answer, packed or not', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000, 0x20));
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    graph = await startGraph(() => ({ body: { text: 'x'.repeat(200_000) } }));
    const transportLimits = { maxAnswerBytes: 100_000 };
    const tooLarge = { failure: { reason: 'malformed_answer', detail: 'too_large', attempts: 1 } };
    expect(await clientOf(graph, { transportLimits }).get('organization')).toMatchObject(tooLarge);

    const graphUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = createGraphClient({
      endpoint: resolveEndpoint({ cloud: 'emulator', graphUrl }, { allowEmulator: true }),
      tokens: { token: () => Promise.resolve({ ok: true, value: 't' }), reject: () => undefined },
      transportLimits,
    });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await client.get('organization')).toMatchObject(tooLarge);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('says that the provider cannot be reached where nobody listens', async () => {
    graph = await startGraph(() => ({}));
    const client = clientOf(graph, { clock: skippingClock(), retryPolicy: { maxAttempts: 2 } });
    await client.get('organization');
    await graph.close();
    expect(await client.get('organization')).toMatchObject({
      failure: { reason: 'provider_unreachable', attempts: 2 },
    });
  });

  it('stops at once when aborted, also in the middle of a wait', async () => {
    graph = await startGraph(() => ({ status: 429, headers: { 'retry-after': '60' } }));
    const cancel = new AbortController();
    const client = clientOf(graph, {
      signal: cancel.signal,
      onEvent: (event) => {
        if (event.type === 'throttled') setTimeout(() => cancel.abort(new Error('cancelled by the operator')), 10);
      },
    });
    await expect(client.get('organization')).rejects.toThrow('cancelled by the operator');
    await expect(client.getItem('policies/a')).rejects.toThrow('cancelled by the operator');
  });

  it('tells what happens, with templates instead of ids', async () => {
    graph = await startGraph(({ times }) => (times === 1 ? { status: 429, headers: { 'retry-after': '1' } } : {}));
    const client = clientOf(graph, { clock: skippingClock() });
    await client.get('deviceManagement/intents/0f3c7a52-1111-2222-3333-444455556666/categories');
    const path = 'deviceManagement/intents/{id}/categories';
    expect(client.events).toMatchObject([
      { type: 'request_started', path, requests: 1 },
      { type: 'request_finished', path, status: 429 },
      { type: 'throttled', path, until: expect.any(Date) },
      { type: 'retried', path, attempt: 2, waitedMs: 1000 },
      { type: 'request_started', path },
      { type: 'request_finished', path, status: 200 },
    ]);
  });
});
