/**
 * The value that so large a share of the samples does not exceed, by the nearest rank: always one that was measured.
 *
 * @param share - from 0 to 1; 0.99 for p99
 * @throws RangeError where there are no samples, for which every number would be a lie
 */
export function percentile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new RangeError('There is no percentile of nothing.');
  const sorted = samples.toSorted((a, b) => a - b);
  const rank = Math.min(sorted.length, Math.max(1, Math.ceil(share * sorted.length)));
  return sorted[rank - 1] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** What is worth knowing of many samples of one thing. */
export interface Spread {
  readonly count: number;
  readonly least: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
}

/** @throws RangeError where there are no samples */
export function spreadOf(samples: readonly number[]): Spread {
  const at = (share: number): number => rounded(percentile(samples, share));
  return { count: samples.length, least: at(0), p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
