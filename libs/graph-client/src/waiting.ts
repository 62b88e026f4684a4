/** How long and how often a request is tried again. */
export interface RetryPolicy {
  /** Attempts in all, the first among them. */
  readonly maxAttempts: number;
  /** Sum of all waits of one request, in milliseconds; a longer wait is not begun. */
  readonly maxWaitMs: number;
  readonly backoffBaseMs: number;
  readonly backoffCapMs: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  maxAttempts: 8,
  maxWaitMs: 300_000,
  backoffBaseMs: 500,
  backoffCapMs: 30_000,
};

/**
 * The wait a `Retry-After` header asks for, in milliseconds, or undefined where it cannot be understood.
 * A date is taken relative to the answer's own `Date` where there is one: the provider's clock and ours may differ, and
 * the wait must never come out shorter than meant. Source: RFC 9110, 10.2.3.
 */
export function parseRetryAfter(
  header: string | undefined,
  dateHeader: string | undefined,
  now: number,
): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const until = httpDate(text);
  if (until === undefined) return undefined;
  return Math.max(0, until - (httpDate(dateHeader) ?? now));
}

/**
 * Exponential backoff with full jitter: anywhere between nothing and a ceiling that doubles with every attempt.
 *
 * @param attempt - the attempt that failed, counted from 1
 * @param jitter - a draw from [0, 1)
 */
export function backoffDelay(attempt: number, jitter: number, policy: RetryPolicy): number {
  const ceiling = Math.min(policy.backoffCapMs, policy.backoffBaseMs * 2 ** Math.min(attempt - 1, 30));
  return Math.ceil(jitter * ceiling);
}

function httpDate(text: string | undefined): number | undefined {
  // Date.parse also takes "12" or "-1" for dates; an HTTP date begins with a weekday.
  if (!text || !/^[A-Z][a-z]{2,8}, /.test(text.trim())) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
