import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { ApiClient } from '@tenantatlas/testing';
import { until } from './until.js';

/** What a client sees of a connection that broke without a word. */
const CUT = 1006;

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
}

/** What one subscription has brought so far. */
export interface Heard<Data> {
  readonly events: readonly Data[];
  /** Errors to the letter, those inside of answers and those that ended the subscription. */
  readonly errors: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
  readonly ended: boolean;
  /** Waits until an event fits; fails where none does in time. */
  until(fits: (event: Data) => boolean): Promise<Data>;
  stop(): void;
}

/** A subscriber over a real socket, as a browser or a tool would be. */
export interface Live {
  subscribe<Data>(query: string, variables?: Record<string, unknown>): Heard<Data>;
  /** Code and reason with which the server or the net closed the last connection. */
  readonly closes: readonly { readonly code: number; readonly at: number }[];
  /** Cuts the connection as a network would, without a word; the client connects again by itself. */
  cut(): void;
  close(): Promise<void>;
}

export function live(api: ApiClient, connectionParams: Record<string, unknown> = {}): Live {
  const closes: { code: number; at: number }[] = [];
  let current: WebSocket | undefined;
  class ShowingSocket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: api.headers });
      current = this;
    }
  }
  const client: Client = createClient({
    url: `${api.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: ShowingSocket,
    connectionParams,
    lazy: true,
    retryAttempts: 20,
    retryWait: () => Promise.resolve(),
    shouldRetry: (event) => (event as { code?: number }).code === CUT,
    on: { closed: (event) => closes.push({ code: (event as { code: number }).code, at: Date.now() }) },
  });
  return {
    closes,
    cut: () => current?.terminate(),
    close: async () => {
      await client.dispose();
    },
    subscribe<Data>(query: string, variables: Record<string, unknown> = {}): Heard<Data> {
      const events: Data[] = [];
      const errors: NonNullable<Answer<Data>['errors']>[number][] = [];
      let ended = false;
      const end = () => {
        ended = true;
      };
      const stop = client.subscribe<Data>(
        { query, variables },
        {
          next: ({ data, errors: inside }) => {
            if (data) events.push(data);
            errors.push(...(inside ?? []));
          },
          error: (cause) => {
            if (Array.isArray(cause)) errors.push(...(cause as typeof errors));
            end();
          },
          complete: end,
        },
      );
      return {
        events,
        errors,
        get ended() {
          return ended;
        },
        until: async (fits) => {
          await until(
            () => events.some(fits),
            (found) => found,
          );
          return events.find(fits) as Data;
        },
        stop,
      };
    },
  };
}
