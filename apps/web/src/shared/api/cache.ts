import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';

/** Types that belong to the object they are read from and have no identity of their own. */
const PARTS = [
  'ActivityProgress',
  'ActivityFeedEvent',
  'ApiTokenConnection',
  'AuditEntryConnection',
  'BaselineItemConnection',
  'BaselineProfileConnection',
  'BaselineSnapshotConnection',
  'CaptureGap',
  'CaptureGapConnection',
  'CompositeCount',
  'CompositeProgress',
  'ConnectionFamilyCheck',
  'CountedProgress',
  'FamilyCoverage',
  'InventoryFamily',
  'InventoryItemConnection',
  'ManagedTenantConnection',
  'NextAction',
  'NoProgress',
  'NotificationConnection',
  'NotificationEvent',
  'OperationBlocked',
  'OperationRunConnection',
  'OperationRunEvent',
  'OperationStarted',
  'PageInfo',
  'PhasedProgress',
  'PhaseVisit',
  'PolicyFamily',
  'ProgressFact',
  'ProgressPhase',
  'Refused',
  'RelatedObject',
  'SettingRow',
  'SummaryCount',
];

/** Lists that grow page by page as one scrolls; the operations list has real pages and is not among them. */
const growing = relayPagination();

export function createCache(): ReturnType<typeof cacheExchange> {
  return cacheExchange({
    keys: {
      ...Object.fromEntries(PARTS.map((type) => [type, () => null])),
      // The secret of a token is shown once and must not stay in memory.
      ApiTokenCreated: () => null,
    },
    possibleTypes: {
      OperationProgress: ['NoProgress', 'ActivityProgress', 'CountedProgress', 'PhasedProgress', 'CompositeProgress'],
      StartOperationResult: ['OperationStarted', 'OperationBlocked'],
    },
    resolvers: {
      Workspace: {
        tenants: growing,
        baselineProfiles: growing,
        inventory: growing,
        apiTokens: growing,
        notifications: growing,
      },
      ManagedTenant: { inventory: growing },
      BaselineProfile: { snapshots: growing },
      BaselineSnapshot: { items: growing },
    },
  });
}
