import type { LoggedRequest } from '../stack/emulated-provider.ts';

/** What a log of requests says about how refusals were answered. */
export interface ThrottlingVerdict {
  readonly refused: number;
  /** Read a second time although the first answer was good. */
  readonly readTwice: number;
  /** Refused and never asked for again. */
  readonly lost: number;
  /** Asked for again before the wait was over. */
  readonly tooEarly: number;
  /** The least time between the refusal and the next attempt, beyond the wait that was asked for. */
  readonly leastMarginMs: number;
}

const REFUSED = 429;

/**
 * Follows every single reading through the log: a part of a `$batch` like a request of its own.
 *
 * @param waitMs - the wait that each refusal asked for
 * @param latencyMs - after which an answer is sent; the wait begins when it arrives
 */
export function judgeThrottling(
  log: readonly LoggedRequest[],
  { waitMs, latencyMs }: { readonly waitMs: number; readonly latencyMs: number },
): ThrottlingVerdict {
  const readings = log.filter(({ of, path }) => of !== 'token' && path !== '$batch');
  const verdict = { refused: 0, readTwice: 0, lost: 0, tooEarly: 0, leastMarginMs: Infinity };
  for (const attempts of Map.groupBy(readings, ({ path, query }) => `${path}?${query}`).values()) {
    verdict.readTwice += Math.max(0, attempts.filter(({ status }) => status !== REFUSED).length - 1);
    for (const [index, { status, at }] of attempts.entries()) {
      if (status !== REFUSED) continue;
      verdict.refused += 1;
      const next = attempts[index + 1];
      if (next === undefined) {
        verdict.lost += 1;
        continue;
      }
      const margin = next.at - (at + latencyMs + waitMs);
      if (margin < 0) verdict.tooEarly += 1;
      verdict.leastMarginMs = Math.min(verdict.leastMarginMs, margin);
    }
  }
  return verdict;
}
