/** What became of the runs of a process before. */
export interface RestartHistory {
  /** Runs in a row that ended soon. */
  readonly short: number;
  /** Runs in a row that ended before they were ready. */
  readonly neverReady: number;
}

export const NO_RESTARTS: RestartHistory = { short: 0, neverReady: 0 };

const STABLE_AFTER_MS = 30_000;
/** The pause after the first end; each further one doubles it. */
export const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSES = 40;
const MOST_FAILED_STARTS = 5;

/** Counts one more run that ended unasked. */
export function afterRun(
  history: RestartHistory,
  run: { readonly ready: boolean; readonly ms: number },
): RestartHistory {
  return {
    short: run.ms >= STABLE_AFTER_MS ? 1 : history.short + 1,
    neverReady: run.ready ? 0 : history.neverReady + 1,
  };
}

/** How long to wait before the next run, in milliseconds; nothing where another one would not help. */
export function pauseBeforeRestart(
  { short, neverReady }: RestartHistory,
  firstPauseMs = FIRST_PAUSE_MS,
): number | undefined {
  if (neverReady >= MOST_FAILED_STARTS) return undefined;
  return firstPauseMs * Math.min(2 ** Math.max(0, short - 1), LONGEST_PAUSES);
}
