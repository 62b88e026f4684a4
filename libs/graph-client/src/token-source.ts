import { once } from 'node:events';
import {
  allowInsecureRequests,
  clientCredentialsGrant,
  Configuration,
  customFetch,
  type ClientAuth,
} from 'openid-client';
import type { Dispatcher } from 'undici';
import { systemClock, type Clock } from './clock.js';
import type { GraphEndpoint } from './cloud.js';
import { clientAuthentication, CredentialUnusable, type AppCredential } from './credential.js';
import type { ReadEvent } from './event.js';
import { failed, succeeded, type Answer } from './failure.js';
import { withRetries } from './retrying.js';
import { tokenAnswer, tokenVerdict } from './token-answer.js';
import { createTransport, DEFAULT_TRANSPORT_LIMITS, guardedAgent, type Delivery } from './transport.js';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from './waiting.js';

/** Gives access tokens. The only place where a provider credential is used. */
export interface TokenSource {
  /** A token that is good for some time yet. Concurrent callers share one request. */
  token(signal?: AbortSignal): Promise<Answer<string>>;
  /** Says that the provider refused this token, so that the next call asks for another. */
  reject(token: string): void;
}

export interface TokenSourceOptions {
  readonly endpoint: GraphEndpoint;
  /** The directory (tenant) id or one of its domain names. */
  readonly tenantId: string;
  readonly clientId: string;
  readonly credential: AppCredential;
  readonly clock?: Clock;
  /** Connections of one's own, through a proxy for one. They must check the addresses they lead to themselves. */
  readonly dispatcher?: Dispatcher;
  readonly retryPolicy?: Partial<RetryPolicy>;
  readonly onEvent?: (event: ReadEvent) => void;
  readonly random?: () => number;
}

/** How long a refusal stands: the many requests that wait for a token must not each ask for one that is not given. */
const REFUSAL_STANDS_MS = 10_000;

/** A token is renewed this long before it expires, or after four fifths of a short life. */
const RENEW_BEFORE_MS = 300_000;

interface HeldToken {
  readonly value: string;
  readonly renewAt: number;
}

/** Client credentials of one app in one tenant, by a maintained OAuth library; the token endpoint is known, not discovered. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { endpoint, clock = systemClock, onEvent } = options;
  const transport = createTransport(options.dispatcher ?? guardedAgent(endpoint.reach), {
    ...DEFAULT_TRANSPORT_LIMITS,
    timeoutMs: 30_000,
    maxAnswerBytes: 256 * 1024,
  });
  const tenantUrl = `${endpoint.authorityUrl}/${encodeURIComponent(options.tenantId)}`;
  const tokenEndpoint = `${tenantUrl}/oauth2/v2.0/token`;
  const scope = `${endpoint.graphUrl}/.default`;
  let held: HeldToken | undefined;
  let refusal: { readonly answer: Answer<string>; readonly until: number } | undefined;
  let underWay: Promise<Answer<string>> | undefined;

  const requestToken = async (
    authentication: ClientAuth,
  ): Promise<{ delivery: Delivery | undefined; granted: object | undefined }> => {
    let delivery: Delivery | undefined;
    const configuration = new Configuration(
      { issuer: `${tenantUrl}/v2.0`, token_endpoint: tokenEndpoint },
      options.clientId,
      undefined,
      authentication,
    );
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked to make it stand out; only for the emulator on this machine
    if (endpoint.reach === 'loopback') allowInsecureRequests(configuration);
    configuration[customFetch] = async (url, { headers, body }) => {
      // A token request is a form, always.
      const form = body instanceof URLSearchParams ? body.toString() : undefined;
      delivery = await transport({ method: 'POST', url: new URL(url), headers, body: form });
      if (delivery.kind === 'lost') throw new TypeError('No answer arrived.');
      return new Response(delivery.text, { status: delivery.status, headers: delivery.headers });
    };
    onEvent?.({ type: 'token_requested' });
    try {
      return { granted: await clientCredentialsGrant(configuration, { scope }), delivery };
    } catch (error) {
      // What arrived says more precisely than the library's error why it was no token; without it, it is a bug here.
      if (!delivery) throw error;
      return { delivery, granted: undefined };
    }
  };

  const renew = async (): Promise<Answer<string>> => {
    const authentication = await clientAuthentication(options.credential, tokenEndpoint).catch((error: unknown) => {
      if (error instanceof CredentialUnusable) return undefined;
      throw error;
    });
    if (!authentication) return failed({ reason: 'provider_credentials_rejected', detail: 'credential_unusable' });
    const answer = await withRetries(
      'oauth2/v2.0/token',
      async () => {
        const { delivery, granted } = await requestToken(authentication);
        return tokenVerdict(delivery, granted, clock.now());
      },
      {
        policy: { ...DEFAULT_RETRY_POLICY, maxAttempts: 4, ...options.retryPolicy },
        clock,
        random: options.random ?? Math.random,
        onEvent,
        rejectToken: () => undefined,
      },
    );
    if (!answer.ok) return answer;
    const token = tokenAnswer.safeParse(answer.value);
    if (!token.success) return failed({ reason: 'provider_unreachable', detail: 'unexpected_shape' });
    const lifeMs = token.data.expires_in * 1000;
    held = { value: token.data.access_token, renewAt: clock.now() + Math.max(lifeMs - RENEW_BEFORE_MS, lifeMs * 0.8) };
    return succeeded(held.value);
  };

  return {
    async token(signal) {
      signal?.throwIfAborted();
      if (held && clock.now() < held.renewAt) return succeeded(held.value);
      if (refusal && clock.now() < refusal.until) return refusal.answer;
      underWay ??= renew()
        .then((answer) => {
          refusal = answer.ok ? undefined : { answer, until: clock.now() + REFUSAL_STANDS_MS };
          return answer;
        })
        .finally(() => (underWay = undefined));
      return unlessAborted(underWay, signal);
    },
    reject(token) {
      if (held?.value === token) held = undefined;
    },
  };
}

/** Stops waiting when aborted. The request goes on: others may be waiting for it. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  const settled = new AbortController();
  const aborted = once(signal, 'abort', { signal: settled.signal }).then(
    () => Promise.reject<T>(signal.reason),
    () => promise,
  );
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    settled.abort();
  }
}
