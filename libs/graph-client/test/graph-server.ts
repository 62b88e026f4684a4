import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGraphClient, createTokenSource, resolveEndpoint } from '../src/index.js';
import type { GraphClient, GraphClientOptions, GraphEndpoint, ReadEvent, TokenSourceOptions } from '../src/index.js';

/** What the server does with one request. */
export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Record<string, string>;
      readonly body?: unknown;
      readonly text?: string;
    }
  | 'reset'
  | 'truncate'
  | 'hang';

export interface Asked {
  readonly method: string;
  /** Path with query, decoded, below `/beta/`. */
  readonly path: string;
  readonly token: string;
  readonly at: number;
  readonly isBatched: boolean;
  /** Which attempt at this path it is, counted from 1. */
  readonly times: number;
}

export type Route = (asked: Asked) => Reply;

export interface GraphServer {
  readonly url: string;
  readonly endpoint: GraphEndpoint;
  /** Every request for data, those inside batches one by one. */
  readonly asked: readonly Asked[];
  readonly stats: { exchanges: number; batchSizes: number[]; inFlight: number; maxInFlight: number; tokens: number };
  readonly tokenForms: readonly URLSearchParams[];
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly latencyMs?: number;
  readonly tokenReply?: (issued: number) => Reply;
  /** Answers a whole `$batch` exchange instead of its parts. */
  readonly batchReply?: (exchange: number) => Reply | undefined;
}

/** A real HTTP server on this machine that plays Graph and its sign-in service by a script. */
export async function startGraph(route: Route, options: ServerOptions = {}): Promise<GraphServer> {
  const asked: Asked[] = [];
  const tokenForms: URLSearchParams[] = [];
  const times = new Map<string, number>();
  const stats = { exchanges: 0, batchSizes: [] as number[], inFlight: 0, maxInFlight: 0, tokens: 0 };

  const ask = (method: string, path: string, token: string, isBatched: boolean): Reply => {
    const count = (times.get(path) ?? 0) + 1;
    times.set(path, count);
    const one: Asked = { method, path, token, at: performance.now(), isBatched, times: count };
    asked.push(one);
    return route(one);
  };

  const replyTo = (request: IncomingMessage, body: string): Reply => {
    const path = decodeURIComponent(request.url ?? '').replace(/^\/beta\//, '');
    if (path.endsWith('/oauth2/v2.0/token')) {
      stats.tokens += 1;
      tokenForms.push(new URLSearchParams(body));
      const granted = { token_type: 'Bearer', access_token: `token-${stats.tokens}`, expires_in: 3600 };
      return options.tokenReply?.(stats.tokens) ?? { body: granted };
    }
    stats.exchanges += 1;
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    if (path !== '$batch') return ask(request.method ?? '', path, token, false);
    const whole = options.batchReply?.(stats.exchanges);
    if (whole) return whole;
    const { requests } = JSON.parse(body) as { requests: { id: string; method: string; url: string }[] };
    stats.batchSizes.push(requests.length);
    const responses = requests.flatMap(({ id, method, url }) => {
      const reply = ask(method, decodeURIComponent(url.replace(/^\//, '')), token, true);
      return typeof reply === 'string'
        ? []
        : [{ id, status: reply.status ?? 200, headers: reply.headers, body: reply.body }];
    });
    return { body: { responses: responses.reverse() } };
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    stats.maxInFlight = Math.max(stats.maxInFlight, ++stats.inFlight);
    response.on('close', () => (stats.inFlight -= 1));
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      setTimeout(() => send(response, replyTo(request, Buffer.concat(chunks).toString())), options.latencyMs ?? 0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    endpoint: resolveEndpoint({ cloud: 'emulator', graphUrl: url }, { allowEmulator: true }),
    asked,
    stats,
    tokenForms,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return;
  if (reply === 'reset') return void response.socket?.destroy();
  if (reply === 'truncate') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
    response.write('{"value":[');
    return void setTimeout(() => response.socket?.destroy(), 5);
  }
  const isText = reply.text !== undefined;
  response.writeHead(reply.status ?? 200, {
    'content-type': isText ? 'text/html' : 'application/json',
    ...reply.headers,
  });
  response.end(isText ? reply.text : JSON.stringify(reply.body ?? {}));
}

/** A clock whose sleeps are over at once, and which remembers them. */
export function skippingClock(): {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  slept: number[];
} {
  let skipped = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => Date.now() + skipped,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
      skipped += ms;
      await Promise.resolve();
    },
  };
}

export function clientOf(
  graph: GraphServer,
  options: Partial<GraphClientOptions> & { token?: Partial<TokenSourceOptions> } = {},
): GraphClient & { readonly events: readonly ReadEvent[] } {
  const events: ReadEvent[] = [];
  const tokens = createTokenSource({
    endpoint: graph.endpoint,
    tenantId: 'contoso.test',
    clientId: 'app',
    credential: { kind: 'client_secret', secret: 'a secret' },
    clock: options.clock,
    ...options.token,
  });
  const client = createGraphClient({
    endpoint: graph.endpoint,
    tokens,
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { ...client, events };
}
