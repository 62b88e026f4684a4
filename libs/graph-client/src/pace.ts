import type { BudgetLimits } from './budget.js';

/** How much one more answer changes what is thought of the provider's pace. */
const WEIGHT = 0.2;

/** What an exchange should carry, by how long the provider has been taking for its answers. */
export interface Pace {
  /** An exchange was answered after so many milliseconds. */
  note(ms: number): void;
  /** Requests for one exchange, at least one. */
  size(): number;
}

/**
 * Batches as large as it takes to use the window, and no larger. By Little's law, so many requests are under way at a
 * time as are sent per second times the seconds that each takes: a provider that answers at once is read at the full
 * rate by requests of their own, and only a slow one needs more of them in each place. Larger batches would not read
 * more within a window; they would only ask the provider for much more at a time than there are places.
 *
 * @param limits - of the budget that the exchanges are part of
 * @param most - never more than so many requests in one exchange
 */
export function createPace({ concurrency, requests, windowMs }: BudgetLimits, most: number): Pace {
  let averageMs: number | undefined;
  return {
    note(ms) {
      averageMs = averageMs === undefined ? ms : averageMs + WEIGHT * (ms - averageMs);
    },
    size() {
      const atATime = (requests / windowMs) * (averageMs ?? 0);
      return Math.min(most, Math.max(1, Math.ceil(atATime / concurrency)));
    },
  };
}
