import { systemClock, type Clock } from './clock.js';

/** What one client, or all clients of one tenant and app, may ask of the provider. */
export interface BudgetLimits {
  /** HTTP requests at a time. */
  readonly concurrency: number;
  /** Requests per window; every request inside a `$batch` counts as one. */
  readonly requests: number;
  readonly windowMs: number;
}

/** Microsoft's documented limit for Intune is 1,000 requests per 20 s, per app and tenant. */
export const DEFAULT_BUDGET_LIMITS: BudgetLimits = { concurrency: 8, requests: 1000, windowMs: 20_000 };

/** A listing is served before details: pages come one after another, details side by side. */
export type Urgency = 'listing' | 'detail';

/** One of the places for a request under way. */
export interface Lease {
  /** Waits until the window has room for so many requests. */
  spend(requests: number, signal?: AbortSignal): Promise<void>;
  /** Gives the place back. `throttledForMs` if the provider refused everything that was asked in it. */
  release(seen?: { throttledForMs: number | undefined }): void;
}

/** A port: within one process {@link createRequestBudget}; a deployment of many workers may bring a shared one. */
export interface RequestBudget {
  readonly limits: BudgetLimits;
  acquire(urgency: Urgency, signal?: AbortSignal): Promise<Lease>;
}

interface Waiter {
  grant(): void;
}

/**
 * A budget for one process.
 *
 * A throttled request waits without its place, so that the others go on: Microsoft throttles many resources apart. Only
 * when as many answers in a row as there are places were refused is the whole app taken to be throttled; then nothing
 * is sent until the wait last asked for is over, and the first refusal after it pauses all again.
 */
export function createRequestBudget(limits: Partial<BudgetLimits> = {}, clock: Clock = systemClock): RequestBudget {
  const { concurrency, requests, windowMs } = { ...DEFAULT_BUDGET_LIMITS, ...limits };
  const waiting: Record<Urgency, Set<Waiter>> = { listing: new Set(), detail: new Set() };
  const spent: { at: number; count: number }[] = [];
  let inUse = 0;
  let refusedInARow = 0;
  let pausedUntil = 0;
  let pauseWatch: AbortController | undefined;
  let lastSpending: Promise<unknown> = Promise.resolve();

  const grantNext = (): void => {
    while (inUse < concurrency) {
      if (clock.now() < pausedUntil) return watchPause();
      const queue = waiting.listing.size > 0 ? waiting.listing : waiting.detail;
      const [next] = queue;
      if (!next) return;
      queue.delete(next);
      inUse += 1;
      next.grant();
    }
  };

  const watchPause = (): void => {
    if (pauseWatch) return;
    pauseWatch = new AbortController();
    clock.sleep(pausedUntil - clock.now(), pauseWatch.signal).then(
      () => {
        pauseWatch = undefined;
        grantNext();
      },
      () => undefined,
    );
  };

  /** A pause nobody waits for any more must not keep a process that wants to end. */
  const forget = (urgency: Urgency, waiter: Waiter): void => {
    waiting[urgency].delete(waiter);
    if (waiting.listing.size + waiting.detail.size > 0) return;
    pauseWatch?.abort();
    pauseWatch = undefined;
  };

  const note = (throttledForMs: number | undefined): void => {
    refusedInARow = throttledForMs === undefined ? 0 : refusedInARow + 1;
    if (throttledForMs !== undefined && refusedInARow >= concurrency) {
      pausedUntil = Math.max(pausedUntil, clock.now() + throttledForMs);
    }
  };

  const spendNow = async (count: number, signal?: AbortSignal): Promise<void> => {
    for (;;) {
      signal?.throwIfAborted();
      const now = clock.now();
      while (spent[0] && spent[0].at <= now - windowMs) spent.shift();
      const used = spent.reduce((sum, entry) => sum + entry.count, 0);
      const [oldest] = spent;
      if (!oldest || used + count <= requests) {
        spent.push({ at: now, count });
        return;
      }
      await clock.sleep(oldest.at + windowMs - now, signal);
    }
  };

  const lease = (): Lease => {
    let isHeld = true;
    return {
      spend(count, signal) {
        // In turn, or a large batch could be overtaken by small requests for ever.
        const spending = lastSpending.then(() => spendNow(count, signal));
        lastSpending = spending.catch(() => undefined);
        return spending;
      },
      release(seen) {
        if (!isHeld) return;
        isHeld = false;
        inUse -= 1;
        if (seen) note(seen.throttledForMs);
        grantNext();
      },
    };
  };

  return {
    limits: { concurrency, requests, windowMs },
    acquire(urgency, signal) {
      return new Promise<Lease>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const onAbort = (): void => {
          forget(urgency, waiter);
          reject(signal?.reason);
        };
        const waiter: Waiter = {
          grant: () => {
            signal?.removeEventListener('abort', onAbort);
            resolve(lease());
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting[urgency].add(waiter);
        grantNext();
      });
    },
  };
}

/** One budget per key (tenant and app), shared by whatever runs in this process. */
export function createBudgetRegistry(
  limits: Partial<BudgetLimits> = {},
  clock: Clock = systemClock,
): { for(key: string): RequestBudget } {
  const budgets = new Map<string, RequestBudget>();
  return {
    for(key) {
      const known = budgets.get(key);
      if (known) return known;
      const budget = createRequestBudget(limits, clock);
      budgets.set(key, budget);
      return budget;
    },
  };
}
