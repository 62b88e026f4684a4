import type { RunCardFragment } from '../src/generated/graphql.js';

const AT = '2026-01-01T10:42:00.000Z';
export const SOON = '2126-11-23T10:42:00.000Z';

/** A connection check that is under way; a test says only what differs. */
export function aRun(differs: Partial<RunCardFragment> = {}): RunCardFragment {
  return {
    id: 'run-1',
    revision: 1,
    type: 'provider.connection.check',
    title: 'Connection check',
    status: 'RUNNING',
    outcome: 'PENDING',
    statement: 'Working',
    reasonCode: null,
    reasonParams: null,
    nextAction: null,
    state: 'WORKING',
    stateLabel: 'Working',
    liveness: 'FRESH',
    heartbeatAt: SOON,
    advancedAt: SOON,
    leaseExpiresAt: SOON,
    waitingFor: null,
    waitingUntil: null,
    cancelRequestedAt: null,
    attempt: 1,
    initiatorName: 'Olivia Owner',
    createdAt: AT,
    startedAt: AT,
    completedAt: null,
    canCancel: true,
    canRetry: false,
    progress: { __typename: 'ActivityProgress', mode: 'ACTIVITY', label: 'Working', asOf: AT },
    summaryCounts: [],
    workspace: { id: 'ws-1', slug: 'demo', name: 'Demo' },
    tenant: { id: 't-1', name: 'Contoso' },
    related: [],
    ...differs,
  };
}

export const aCountedRun = (processed: number, total: number): RunCardFragment =>
  aRun({
    type: 'inventory.sync',
    progress: {
      __typename: 'CountedProgress',
      mode: 'COUNTED',
      label: `${processed} of ${total} families`,
      asOf: AT,
      processed,
      total,
      percent: Math.floor((100 * processed) / total),
    },
  });

const CAPTURE_PHASES = ['eligibility', 'inventory', 'evidence_capture', 'snapshot', 'finalize'];

export function aCaptureIn(current: string, policiesRead = 212): RunCardFragment {
  const at = CAPTURE_PHASES.indexOf(current);
  const phases = CAPTURE_PHASES.map((key, place) => ({
    key,
    label: key,
    state: place < at ? ('DONE' as const) : place === at ? ('CURRENT' as const) : ('PENDING' as const),
    enteredAt: place <= at ? AT : null,
    leftAt: place < at ? AT : null,
  }));
  const phase = phases[at];
  if (!phase) throw new Error(`A capture has no phase ${current}.`);
  const facts = [{ key: 'captured', label: 'Policies read', value: policiesRead }];
  return aRun({
    type: 'baseline_capture',
    progress: { __typename: 'PhasedProgress', mode: 'PHASED', label: phase.label, asOf: AT, phase, phases, facts },
  });
}

export function aReview(): RunCardFragment {
  const counts = { succeeded: 38, needsAttention: 3, failed: 0, cancelled: 0, running: 1 };
  return aRun({
    type: 'tenant.review.compose',
    progress: {
      __typename: 'CompositeProgress',
      mode: 'COMPOSITE',
      label: '',
      asOf: AT,
      counts: Object.entries(counts).map(([key, value]) => ({ key, label: key, value })),
      total: 42,
      sourceKind: 'evidence_snapshot',
      sourceId: 'evidence-1',
    },
  });
}

export const aFinishedRun = (differs: Partial<RunCardFragment> = {}): RunCardFragment =>
  aRun({
    status: 'COMPLETED',
    outcome: 'SUCCEEDED',
    state: 'FINISHED',
    completedAt: AT,
    leaseExpiresAt: null,
    progress: { __typename: 'NoProgress', mode: 'NONE', label: '', asOf: AT },
    ...differs,
  });
