import type { Clock } from './clock.js';
import type { ReadEvent } from './event.js';
import { failed, succeeded, type Answer, type ReadFailure } from './failure.js';
import type { GraphObject } from './graph-object.js';
import { backoffDelay, type RetryPolicy } from './waiting.js';
import type { Verdict } from './verdict.js';

export interface Retrying {
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ReadEvent) => void;
  /** Told that the provider no longer takes a token. */
  readonly rejectToken: (token: string) => void;
}

/**
 * Fresh tokens that may be refused in a row before the credentials are taken to be rejected. More than one, because the
 * fresh one may come from another request and be as old as that.
 */
const MAX_FRESH_TOKENS = 2;

/**
 * Tries a request until it is answered for good, within bounds. A wait the provider asks for is kept to the full; where
 * it would exceed what is left of the bound it is not begun, because coming back too early makes throttling worse.
 */
export async function withRetries(
  path: string,
  attempt: (number: number) => Promise<Verdict>,
  retrying: Retrying,
): Promise<Answer<GraphObject>> {
  const { policy, clock, signal, onEvent } = retrying;
  let waitedMs = 0;
  let freshTokens = 0;
  for (let number = 1; ; number++) {
    signal?.throwIfAborted();
    const verdict = await attempt(number);
    const giveUp = (failure: ReadFailure): Answer<GraphObject> => failed({ ...failure, attempts: number, waitedMs });
    switch (verdict.kind) {
      case 'read':
        return succeeded(verdict.body);
      case 'failed':
        return giveUp(verdict.failure);
      case 'unauthorised':
        if (freshTokens >= MAX_FRESH_TOKENS || number >= policy.maxAttempts) return giveUp(verdict.failure);
        retrying.rejectToken(verdict.token);
        freshTokens += 1;
        break;
      case 'retry': {
        freshTokens = 0;
        const wait = waitFor(verdict, number, retrying);
        if (number >= policy.maxAttempts || waitedMs + wait > policy.maxWaitMs) return giveUp(verdict.failure);
        if (verdict.failure.reason === 'throttled') {
          onEvent?.({ type: 'throttled', path, until: new Date(clock.now() + wait) });
        }
        await clock.sleep(wait, signal);
        waitedMs += wait;
        break;
      }
    }
    onEvent?.({ type: 'retried', path, attempt: number + 1, waitedMs });
  }
}

function waitFor(verdict: Extract<Verdict, { kind: 'retry' }>, attempt: number, { policy, random }: Retrying): number {
  const { retryAfterMs = 0 } = verdict.failure;
  // "Retry after nothing" is no advice: taken at its word it would use up all attempts in a moment.
  return retryAfterMs > 0 ? retryAfterMs : backoffDelay(attempt, verdict.jitter ?? random(), policy);
}
