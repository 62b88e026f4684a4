export { MAX_BATCH_SIZE } from './batch-queue.js';
export {
  createBudgetRegistry,
  createRequestBudget,
  DEFAULT_BUDGET_LIMITS,
  type BudgetLimits,
  type Lease,
  type RequestBudget,
  type Urgency,
} from './budget.js';
export { createGraphClient, type GraphClient, type GraphClientOptions } from './client.js';
export { systemClock, type Clock } from './clock.js';
export {
  CLOUDS,
  EndpointRefused,
  resolveEndpoint,
  type Cloud,
  type GraphEndpoint,
  type ProviderLocation,
} from './cloud.js';
export type { AppCredential } from './credential.js';
export { pathTemplate, type ReadEvent } from './event.js';
export {
  CONNECTION_REASONS,
  GAP_REASONS,
  isConnectionFailure,
  type Answer,
  type ConnectionReason,
  type FailureDetail,
  type FailureReason,
  type GapReason,
  type ReadFailure,
} from './failure.js';
export { confirmEmpty, listCollection, probeCollection, type Emptiness } from './family-reading.js';
export type { GraphObject } from './graph-object.js';
export { createItemLedger, type ItemLedger, type SeenItem, type Sighting } from './item-ledger.js';
export { readItems, type ItemReading } from './item-reading.js';
export { allItems, type ListingStep, type Page } from './listing.js';
export { storedCursor, type Cursor } from './next-link.js';
export type { Query } from './query.js';
export {
  listedFingerprint,
  readCollection,
  type CollectionReadingOptions,
  type CollectionStep,
} from './collection-reading.js';
export { inReadingOrder, type CollectionToRead } from './reading-order.js';
export { createTokenSource, type TokenSource, type TokenSourceOptions } from './token-source.js';
export type { TransportLimits } from './transport.js';
export { withoutTransportNoise } from './transport-noise.js';
export { DEFAULT_RETRY_POLICY, type RetryPolicy } from './waiting.js';
