import { v7 } from 'uuid';
import type { RunRow } from '../../src/modules/operation-runs/run.row.js';

/** A stored run in words: queued a moment ago, unless the test says otherwise. */
export function aRun(more: Partial<RunRow> = {}): RunRow {
  return {
    id: v7(),
    workspaceId: '0198c0de-0000-7000-8000-000000000001',
    tenantId: null,
    tenantName: null,
    touchedTenantIds: null,
    type: 'inventory.sync',
    status: 'queued',
    outcome: 'pending',
    initiatorKind: 'user',
    initiatorId: null,
    initiatorUserId: null,
    initiatorName: 'Olga Owner',
    summaryCounts: {},
    context: {},
    revision: 1,
    attempt: 0,
    leaseEpoch: 0,
    leaseOwner: null,
    leaseExpiresAt: null,
    heartbeatAt: null,
    advancedAt: null,
    cancelRequestedAt: null,
    retryOfRunId: null,
    createdAt: new Date('2026-11-23T10:00:00Z'),
    startedAt: null,
    completedAt: null,
    ...more,
  };
}
