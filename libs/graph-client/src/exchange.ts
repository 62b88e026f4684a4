import type { QueuedRequest } from './batch-queue.js';
import type { Clock } from './clock.js';
import { pathTemplate, type ReadEvent } from './event.js';
import { asObject, graphBatch, graphSubResponse, parseObject, type GraphObject } from './graph-object.js';
import type { TokenSource } from './token-source.js';
import type { Delivery, Transport } from './transport.js';
import { judge, type ProviderResponse, type Target, type Verdict } from './verdict.js';
import { parseRetryAfter } from './waiting.js';

export interface ExchangeOptions {
  readonly transport: Transport;
  readonly tokens: TokenSource;
  /** Ends with a slash: `https://graph.microsoft.com/beta/`. */
  readonly rootUrl: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ReadEvent) => void;
}

/** One exchange with Graph, judged: a request alone, or several in a `$batch`. */
export interface Exchange {
  single(path: string, target: Target): Promise<Verdict>;
  readonly together: (requests: readonly QueuedRequest[]) => Promise<readonly Verdict[]>;
}

export function createExchange(options: ExchangeOptions): Exchange {
  const { transport, tokens, rootUrl, clock, signal, onEvent } = options;

  const deliver = async (
    template: string,
    requests: number,
    url: URL,
    token: string,
    body?: string,
  ): Promise<Delivery> => {
    onEvent?.({ type: 'request_started', path: template, requests });
    const startedAt = performance.now();
    const delivery = await transport({
      method: body === undefined ? 'GET' : 'POST',
      url,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body,
      signal,
    });
    const status = delivery.kind === 'arrived' ? delivery.status : undefined;
    onEvent?.({ type: 'request_finished', path: template, requests, status, ms: performance.now() - startedAt });
    return delivery;
  };

  const single = async (path: string, target: Target): Promise<Verdict> => {
    const token = await tokens.token(signal);
    if (!token.ok) return { kind: 'failed', failure: token.failure };
    const delivery = await deliver(pathTemplate(path), 1, new URL(path, rootUrl), token.value);
    return judgeDelivery(delivery, target, token.value, clock.now());
  };

  const together = async (requests: readonly QueuedRequest[]): Promise<readonly Verdict[]> => {
    const [only] = requests;
    if (only && requests.length === 1) return [await single(only.path, 'item')];
    const token = await tokens.token(signal);
    if (!token.ok) return requests.map(() => ({ kind: 'failed', failure: token.failure }));
    const body = JSON.stringify({
      requests: requests.map(({ path }, index) => ({ id: String(index + 1), method: 'GET', url: `/${path}` })),
    });
    const delivery = await deliver('$batch', requests.length, new URL('$batch', rootUrl), token.value, body);
    const verdict = judgeDelivery(delivery, 'collection', token.value, clock.now());
    // One draw for all: requests that failed together come back together, in one exchange again.
    const jitter = options.random();
    const verdicts =
      verdict.kind === 'read' ? apart(verdict.body, requests.length, token.value, clock.now()) : undefined;
    return requests.map((_, index) => withJitter(verdicts?.[index] ?? verdict, jitter));
  };

  return { single, together };
}

/** The verdict on each sub-response, in the order of the requests whatever the order of the answer. */
export function apart(body: GraphObject, count: number, token: string, now: number): readonly Verdict[] {
  const parsed = graphBatch.safeParse(body);
  const responses = (parsed.success ? parsed.data.responses : []).flatMap((response) => {
    const part = graphSubResponse.safeParse(response);
    return part.success ? [part.data] : [];
  });
  const byId = new Map(responses.map((response) => [response.id, response]));
  return Array.from({ length: count }, (_, index) => {
    const found = byId.get(String(index + 1));
    if (!found) return { kind: 'retry', failure: { reason: 'malformed_answer', detail: 'unexpected_shape' } };
    const headers = Object.fromEntries(
      Object.entries(found.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    );
    return judge(toResponse(found.status, headers, asObject(found.body), now), 'item', token);
  });
}

function judgeDelivery(delivery: Delivery, target: Target, token: string, now: number): Verdict {
  if (delivery.kind === 'lost') {
    const { reason, detail, isWorthRetrying } = delivery;
    return { kind: isWorthRetrying ? 'retry' : 'failed', failure: { reason, detail } };
  }
  return judge(toResponse(delivery.status, delivery.headers, parseObject(delivery.text), now), target, token);
}

function toResponse(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: GraphObject | undefined,
  now: number,
): ProviderResponse {
  const requestId = headers['request-id'];
  return {
    status,
    body,
    retryAfterMs: parseRetryAfter(headers['retry-after'], headers['date'], now),
    requestId: requestId && /^[\w-]{1,64}$/.test(requestId) ? requestId : undefined,
  };
}

function withJitter(verdict: Verdict, jitter: number): Verdict {
  return verdict.kind === 'retry' ? { ...verdict, jitter } : verdict;
}
