import type { Dispatcher } from 'undici';
import { createBatchQueue, MAX_BATCH_SIZE, throttledForMs } from './batch-queue.js';
import { createRequestBudget, type RequestBudget } from './budget.js';
import { systemClock, type Clock } from './clock.js';
import type { GraphEndpoint } from './cloud.js';
import { pathTemplate, type ReadEvent } from './event.js';
import { createExchange } from './exchange.js';
import type { Answer } from './failure.js';
import type { GraphObject } from './graph-object.js';
import { followPages, pageOf, type ListingStep, type Page } from './listing.js';
import { isBelowRoot, type Cursor } from './next-link.js';
import { createPace, type Pace } from './pace.js';
import { withQuery, type Query } from './query.js';
import { withRetries, type Retrying } from './retrying.js';
import type { TokenSource } from './token-source.js';
import { createTransport, DEFAULT_TRANSPORT_LIMITS, guardedAgent, type TransportLimits } from './transport.js';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from './waiting.js';
import type { Target } from './verdict.js';

export interface GraphClientOptions {
  readonly endpoint: GraphEndpoint;
  readonly tokens: TokenSource;
  /** Shared by all clients of one tenant and app; one of its own by default. */
  readonly budget?: RequestBudget;
  /** Ends everything under way: pending calls reject with its reason. */
  readonly signal?: AbortSignal;
  readonly version?: 'beta' | 'v1.0';
  /**
   * Requests per `$batch`, at most 20 (the default). 1 sends every request alone; `by_pace` puts as many together as it
   * takes to use the budget at the pace of the provider's answers.
   */
  readonly batchSize?: number | 'by_pace';
  readonly retryPolicy?: Partial<RetryPolicy>;
  readonly transportLimits?: Partial<TransportLimits>;
  readonly onEvent?: (event: ReadEvent) => void;
  readonly clock?: Clock;
  /** Connections of one's own, through a proxy for one. They must check the addresses they lead to themselves. */
  readonly dispatcher?: Dispatcher;
  /** Draws from [0, 1), for the jitter of the backoff. */
  readonly random?: () => number;
}

/**
 * Reads Microsoft Graph. Paths are below the API version, without a leading slash. Expected failures are values;
 * calls reject only when the signal is aborted (or on a bug).
 */
export interface GraphClient {
  /** Reads one object, which is expected to be there whatever the tenant holds. */
  get(path: string, query?: Query): Promise<Answer<GraphObject>>;
  /** Reads one item, together with others that are asked for at about the same time. One not found has vanished. */
  getItem(path: string, query?: Query): Promise<Answer<GraphObject>>;
  /** Reads many items; one answer for each path, in order. */
  batch(paths: readonly string[]): Promise<Answer<GraphObject>[]>;
  /** Reads a collection page by page, from the beginning or from where it was left. */
  listPages(path: string, query?: Query, from?: Cursor | null): AsyncGenerator<ListingStep, void, undefined>;
  /** The same for a collection that belongs to one item: its first page is read together with others. */
  listItemPages(path: string, query?: Query): AsyncGenerator<ListingStep, void, undefined>;
  /** Goes on where a list that came inside an item ended, by the next link beside it. */
  followLink(nextLink: string): AsyncGenerator<ListingStep, void, undefined>;
}

export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { endpoint, tokens, signal, clock = systemClock, random = Math.random } = options;
  const budget = options.budget ?? createRequestBudget({}, clock);
  const pace = createPace(budget.limits, MAX_BATCH_SIZE);
  const onEvent = (event: ReadEvent): void => {
    if (event.type === 'request_finished' && event.status === 200) pace.note(event.ms);
    options.onEvent?.(event);
  };
  const rootUrl = `${endpoint.graphUrl}/${options.version ?? 'beta'}/`;
  const limits = { ...DEFAULT_TRANSPORT_LIMITS, ...options.transportLimits };
  const transport = createTransport(options.dispatcher ?? guardedAgent(endpoint.reach), limits);
  const exchange = createExchange({ transport, tokens, rootUrl, clock, random, signal, onEvent });
  const enqueue = createBatchQueue(budget, batchSizeOf(options.batchSize, pace), exchange.together, signal);
  const retrying: Retrying = {
    policy: { ...DEFAULT_RETRY_POLICY, ...options.retryPolicy },
    clock,
    random,
    signal,
    onEvent,
    rejectToken: (token) => {
      tokens.reject(token);
    },
  };

  const readAlone = (path: string, target: Target): Promise<Answer<GraphObject>> =>
    withRetries(
      pathTemplate(path),
      async () => {
        const lease = await budget.acquire('listing', signal);
        try {
          await lease.spend(1, signal);
          const verdict = await exchange.single(path, target);
          lease.release({ throttledForMs: throttledForMs([verdict]) });
          return verdict;
        } finally {
          lease.release();
        }
      },
      retrying,
    );

  const readTogether = (path: string): Promise<Answer<GraphObject>> =>
    withRetries(pathTemplate(path), (attempt) => enqueue({ path, attempt }), retrying);

  const refuseEscape = (path: string): string => {
    if (!isBelowRoot(path, rootUrl)) throw new TypeError('A path must stay below the root of the API.');
    return path;
  };

  const toPage = (answer: Answer<GraphObject>): Answer<Page> => (answer.ok ? pageOf(answer.value, rootUrl) : answer);
  const readNext = async (cursor: Cursor): Promise<Answer<Page>> =>
    toPage(await readAlone(refuseEscape(cursor), 'page'));

  return {
    get: (path, query) => readAlone(refuseEscape(withQuery(path, query)), 'collection'),
    getItem: (path, query) => readTogether(refuseEscape(withQuery(path, query))),
    batch: (paths) => Promise.all(paths.map((path) => readTogether(refuseEscape(path)))),
    listPages(path, query, from = null) {
      const first = refuseEscape(withQuery(path, query));
      return followPages(async () => toPage(await readAlone(first, 'collection')), readNext, from);
    },
    listItemPages(path, query) {
      const first = refuseEscape(withQuery(path, query));
      return followPages(async () => toPage(await readTogether(first)), readNext, null);
    },
    followLink(nextLink) {
      const link = pageOf({ value: [], '@odata.nextLink': nextLink }, rootUrl);
      return followPages(() => Promise.resolve(link), readNext, null);
    },
  };
}

function batchSizeOf(wanted: GraphClientOptions['batchSize'] = MAX_BATCH_SIZE, pace: Pace): () => number {
  if (wanted === 'by_pace') return () => pace.size();
  const fixed = Math.max(1, Math.min(wanted, MAX_BATCH_SIZE));
  return () => fixed;
}
