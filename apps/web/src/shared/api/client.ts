import { Client, fetchExchange, mapExchange, subscriptionExchange } from '@urql/core';
import { learnServerTime } from '../time/clock.js';
import { createCache } from './cache.js';
import { failureOf } from './failure.js';
import { createLiveClient } from './live-connection.js';
import { runOrderExchange } from './run-order.exchange.js';

interface ApiOptions {
  locale: () => string;
  /** Called when the server no longer knows the session. */
  onSignedOut: () => void;
}

/** Queries and mutations go over HTTP, subscriptions over one socket; the session travels as a cookie with both. */
export function createApiClient({ locale, onSignedOut }: ApiOptions): Client {
  const live = createLiveClient({ url: socketUrl(globalThis.location), locale, onSignedOut });
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetch: fetchAndLearnTime,
    fetchOptions: () => ({
      credentials: 'same-origin',
      headers: { 'apollo-require-preflight': 'true', 'accept-language': locale() },
    }),
    exchanges: [
      mapExchange({
        onError: (error) => {
          if (failureOf(error)?.kind === 'signedOut') onSignedOut();
        },
      }),
      createCache(),
      runOrderExchange(),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (request) => ({
          subscribe: (sink) => ({
            unsubscribe: live.subscribe({ ...request, query: request.query ?? '' }, sink),
          }),
        }),
      }),
    ],
  });
}

async function fetchAndLearnTime(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  learnServerTime(response.headers.get('date'), Date.now());
  return response;
}

const socketUrl = ({ protocol, host }: Location): string => `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/graphql`;
