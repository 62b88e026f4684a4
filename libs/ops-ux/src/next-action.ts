import type { MessageKey } from './catalogue.js';
import type { PresentableRun, RelatedRef } from './presentable-run.js';
import type { ReasonCode } from './reasons.js';
import { isReasonCode } from './reasons.js';
import { isRunType, type RunType } from './run-types.js';
import { asId } from './untrusted.js';

/** Every page that a run may lead to. An application that shows runs serves these paths. */
export const LINKS = {
  operation: (id: string) => `/operations/${id}`,
  connection: (tenantId: string) => `/tenants/${tenantId}/connection`,
  inventory: (tenantId: string) => `/tenants/${tenantId}/inventory`,
  baselines: () => '/baselines',
  baselineSnapshot: (id: string) => `/baselines/snapshots/${id}`,
  findings: (operationId: string) => `/findings?operation=${operationId}`,
  evidenceSnapshot: (id: string) => `/evidence/${id}`,
  tenantReview: (id: string) => `/reviews/${id}`,
  reviewPack: (id: string) => `/review-packs/${id}`,
  support: () => '/support',
} as const;

export type ActionKey = Extract<MessageKey, `action.${string}`>;

/** The one primary action of a run: the key of its label, and where it leads. */
export interface KeyedAction {
  readonly key: ActionKey;
  readonly href: string;
}

type Destination = 'connection' | 'baselines' | 'operation';

/** Where the cause of an unwelcome end is put right; the operation itself where it is not elsewhere. */
const REMEDIES: Readonly<Partial<Record<ReasonCode, Destination>>> = {
  provider_consent_missing: 'connection',
  provider_credentials_rejected: 'connection',
  credentials_expired: 'connection',
  provider_unreachable: 'connection',
  connection_missing: 'connection',
  nothing_in_scope: 'baselines',
  baseline_not_consumable: 'baselines',
  tenant_not_assigned: 'baselines',
};

/** What a run of a type makes, and how it is looked at. */
const RESULTS: Readonly<Partial<Record<RunType, (run: PresentableRun) => KeyedAction | null>>> = {
  baseline_capture: (run) =>
    toRelated(run, 'baseline_snapshot', 'action.view_baseline_snapshot', LINKS.baselineSnapshot),
  baseline_compare: (run) => toId(run.id, 'action.view_findings', LINKS.findings),
  'tenant.evidence_snapshot.generate': (run) =>
    toRelated(run, 'evidence_snapshot', 'action.view_evidence_snapshot', LINKS.evidenceSnapshot),
  'tenant.review.compose': (run) => toRelated(run, 'tenant_review', 'action.view_tenant_review', LINKS.tenantReview),
  'tenant.review_pack.generate': (run) => toRelated(run, 'review_pack', 'action.view_review_pack', LINKS.reviewPack),
  'inventory.sync': (run) => toId(run.tenantId, 'action.view_inventory', LINKS.inventory),
  'provider.connection.check': (run) => toId(run.tenantId, 'action.open_connection', LINKS.connection),
  'support.diagnostics.collect': () => ({ key: 'action.view_support_bundle', href: LINKS.support() }),
};

/**
 * The one thing to do next: follow an active run, look at what a successful one made, go where the cause of a failure
 * is put right. Null only for a run without a usable id.
 */
export function nextActionOf(run: PresentableRun): KeyedAction | null {
  const operation = toId(run.id, 'action.view_operation', LINKS.operation);
  if (run.status !== 'completed') return operation;
  if (run.outcome === 'succeeded') return (isRunType(run.type) ? RESULTS[run.type]?.(run) : null) ?? operation;
  return remedyFor(run.reasonCode, run.tenantId) ?? operation;
}

/** Where the cause named by a reason is put right; null where that is no page of its own. */
export function remedyFor(reasonCode: unknown, tenantId: unknown): KeyedAction | null {
  switch (isReasonCode(reasonCode) ? REMEDIES[reasonCode] : undefined) {
    case 'connection':
      return toId(tenantId, 'action.open_connection', LINKS.connection);
    case 'baselines':
      return { key: 'action.open_baselines', href: LINKS.baselines() };
    case 'operation':
    case undefined:
      return null;
  }
}

function toId(id: unknown, key: ActionKey, link: (id: string) => string): KeyedAction | null {
  const safe = asId(id);
  return safe === null ? null : { key, href: link(safe) };
}

function toRelated(
  run: PresentableRun,
  kind: string,
  key: ActionKey,
  link: (id: string) => string,
): KeyedAction | null {
  const related = run.related?.find((one: RelatedRef) => one.kind === kind);
  return related ? toId(related.id, key, link) : null;
}
