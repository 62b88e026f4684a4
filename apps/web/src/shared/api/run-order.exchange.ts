import { mapExchange, type Exchange } from '@urql/core';
import { withNewestRuns, type KnownRuns } from './run-order.js';

/** Stands between the network and the cache, so that no older revision of a run ever reaches a reader. */
export function runOrderExchange(): Exchange {
  const known: KnownRuns = new Map();
  return mapExchange({
    onResult: (result) => (result.data ? { ...result, data: withNewestRuns(result.data, known) } : result),
  });
}
