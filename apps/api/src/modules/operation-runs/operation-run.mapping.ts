import {
  phaseHistoryOf,
  phaseLabel,
  present,
  presentableOf,
  factsOf,
  type Locale,
  type PresentableRun,
} from '@tenantatlas/ops-ux';
import {
  Liveness,
  OperationRunOutcome,
  OperationRunStatus,
  RunState,
  type OperationRunModel,
  type RelatedObjectModel,
} from './operation-run.model.js';
import { toProgressModel } from './progress.model.js';
import type { RelatedKind, RelatedReference } from './run-handler.js';
import { relatedOf, type RunRow } from './run.row.js';

/** In which language and at which moment a run is spoken of. */
export interface Reader {
  readonly locale: Locale;
  readonly now: Date;
}

const HREF: Readonly<Record<RelatedKind, (id: string) => string>> = {
  baseline_profile: (id) => `/baselines/${id}`,
  baseline_snapshot: (id) => `/baselines/snapshots/${id}`,
  support_bundle: (id) => `/support/bundles/${id}`,
  provider_connection: (id) => `/tenants/${id}/connection`,
  managed_tenant: (id) => `/tenants/${id}`,
  operation_run: (id) => `/operations/${id}`,
};

const toRelated = ({ kind, id, label }: RelatedReference): RelatedObjectModel => ({
  kind,
  id,
  label,
  href: HREF[kind](id),
});

/** A stored run as far as it may be spoken of. */
export function presentableRun(row: RunRow): PresentableRun {
  return presentableOf(row, {
    id: row.id,
    initiatorName: row.initiatorName,
    tenantId: row.tenantId,
    tenantName: row.tenantName,
    related: relatedOf(row.context),
  });
}

/** The row in the public schema's shape. A row never leaves as itself; every word comes from ops-ux. */
export function toRunModel(row: RunRow, { locale, now }: Reader): OperationRunModel {
  const run = presentableRun(row);
  const said = present(run, { locale, now });
  const time = (value: unknown) => (typeof value === 'string' ? new Date(value) : null);
  return {
    id: row.id,
    revision: row.revision,
    type: row.type,
    title: said.title,
    status: OperationRunStatus[run.status.toUpperCase() as keyof typeof OperationRunStatus],
    outcome: OperationRunOutcome[run.outcome.toUpperCase() as keyof typeof OperationRunOutcome],
    progress: toProgressModel(said, row.createdAt),
    statement: said.statement,
    reasonCode: run.reasonCode ?? null,
    reasonMessage: said.reasonSentence,
    reasonParams: run.reasonParams ?? null,
    nextAction: said.nextAction,
    state: RunState[said.state.toUpperCase() as keyof typeof RunState],
    stateLabel: said.stateLabel,
    liveness: Liveness[said.liveness.toUpperCase() as keyof typeof Liveness],
    heartbeatAt: row.heartbeatAt,
    advancedAt: row.advancedAt,
    leaseExpiresAt: row.leaseExpiresAt,
    cancelRequestedAt: row.cancelRequestedAt,
    waitingFor: run.waitingFor ?? null,
    waitingUntil: time(run.waitingUntil),
    related: relatedOf(row.context)
      .filter(({ kind }) => Object.hasOwn(HREF, kind))
      .map(toRelated),
    summaryCounts: said.summaryCounts,
    phaseHistory: phaseHistoryOf(row).map(({ key, enteredAt, leftAt }) => ({
      key,
      label: phaseLabel(row.type, key, locale) ?? said.title,
      enteredAt: new Date(enteredAt),
      leftAt: time(leftAt),
    })),
    facts: factsOf(row, locale),
    initiatorName: row.initiatorName,
    attempt: row.attempt,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    completedAt: row.completedAt,
    row,
  };
}
