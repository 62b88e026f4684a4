let offsetMs = 0;

// The header counts whole seconds and travels a while: less than this is not a clock that is wrong.
const TOLERANCE_MS = 4000;

/** Learns how far this device's clock is from the server's, from the date of an answer. */
export function learnServerTime(date: string | null, receivedAt: number): void {
  const server = date ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(server)) return;
  const difference = server - receivedAt;
  offsetMs = Math.abs(difference) > TOLERANCE_MS ? difference : 0;
}

/** The server's time: a run must not be called lost because a laptop's clock runs ahead. */
export const serverNow = (): number => Date.now() + offsetMs;
