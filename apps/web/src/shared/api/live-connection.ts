import { createClient, type Client } from 'graphql-ws';
import { readonly, ref, shallowRef } from 'vue';
import { serverNow } from '../time/clock.js';

/** live: what is shown is current. reconnecting: it was, a moment ago. offline: it has been away for a while. */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'offline';

const state = ref<LiveState>('connecting');
const lastMessageAt = shallowRef<Date | null>(null);

/** Whether the page is told of changes as they happen, for the shell's indicator. */
export const liveConnection = { state: readonly(state), lastMessageAt: readonly(lastMessageAt) };

const OFFLINE_AFTER_ATTEMPTS = 3;
const PING_EVERY_MS = 12_000;
const PONG_WITHIN_MS = 6_000;
const SIGNED_OUT_CODES = new Set([4401, 4403]);

interface LiveOptions {
  url: string;
  locale: () => string;
  onSignedOut: () => void;
}

/** One socket for all subscriptions of the page; it comes back by itself, and each subscription then starts again from a snapshot. */
export function createLiveClient({ url, locale, onSignedOut }: LiveOptions): Client {
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url,
    connectionParams: () => ({ locale: locale() }),
    keepAlive: PING_EVERY_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait,
    on: {
      connected: () => (state.value = 'live'),
      message: () => (lastMessageAt.value = new Date(serverNow())),
      ping: (received) => {
        // A socket whose other end is gone stays open for minutes: an answer that does not come ends it.
        if (!received) pongTimer = setTimeout(() => client.terminate(), PONG_WITHIN_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(pongTimer);
      },
      closed: (event) => {
        clearTimeout(pongTimer);
        if (state.value === 'live') state.value = 'reconnecting';
        if (SIGNED_OUT_CODES.has(closeCodeOf(event))) onSignedOut();
      },
    },
  });
  return client;
}

async function retryWait(attempt: number): Promise<void> {
  if (attempt >= OFFLINE_AFTER_ATTEMPTS) state.value = 'offline';
  const waitMs = Math.min(20_000, 500 * 2 ** attempt) * (0.5 + Math.random());
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, waitMs);
    globalThis.addEventListener('online', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      globalThis.removeEventListener('online', done);
      resolve();
    }
  });
}

const closeCodeOf = (event: unknown): number =>
  typeof event === 'object' && event !== null && 'code' in event && typeof event.code === 'number' ? event.code : 0;
