/** Two signals this close together are one request: a terminal sends to the whole group, and npm passes on. */
const SAME_REQUEST_MS = 1_000;
const LOOK_FOR_PARENT_MS = 1_000;

/**
 * Calls back when this process is to end: asked by a signal, or because whoever started it is gone.
 *
 * @param onStop is told whether it is the second request, which means: at once
 */
export function onStopRequest(onStop: (again: boolean) => void): void {
  let first: number | undefined;
  const request = (): void => {
    const now = performance.now();
    if (first === undefined) {
      first = now;
      onStop(false);
    } else if (now - first > SAME_REQUEST_MS) {
      onStop(true);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, request);
  if (process.env.STOP_WITH_PARENT === '1') process.once('disconnect', request);
  if (process.env.npm_lifecycle_event !== undefined) watchParent(request);
}

/** A killed npm cannot pass anything on; without it nobody could end us by the id that they know. */
function watchParent(onGone: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, LOOK_FOR_PARENT_MS);
  timer.unref();
}
