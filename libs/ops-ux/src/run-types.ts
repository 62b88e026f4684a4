/** How far a run of a type may be described: the one kind of progress that it is declared for. */
export type ProgressFamily = 'activity' | 'counted' | 'phased' | 'composite';

/** What `total`, `processed`, `succeeded` and `failed` of a type count. */
export type CountUnit = 'families' | 'dimensions' | 'files' | 'findings';

/** Facts that phases may gather: counts without a total. */
export const FACT_KEYS = [
  'in_scope',
  'excluded',
  'listed',
  'captured',
  'reused',
  'throttled',
  'failed',
  'compared',
  'drifted',
] as const;
export type FactKey = (typeof FACT_KEYS)[number];

/** One phase of a phased type, and the fact that tells most about it while it is under way. */
export interface PhaseDeclaration {
  readonly key: string;
  readonly leadFact: FactKey;
}

/** What may be said of a run type. How it is done belongs to the application. */
export interface RunTypeDeclaration {
  readonly progress: ProgressFamily;
  readonly scope: 'tenant' | 'workspace';
  readonly unit: CountUnit | null;
  readonly capabilities: { readonly see: string; readonly start: string };
  /** In the order in which they are entered; empty unless the type is phased. */
  readonly phases: readonly PhaseDeclaration[];
  readonly facts: readonly FactKey[];
}

const CAPTURE_FACTS = ['in_scope', 'excluded', 'listed', 'captured', 'reused', 'throttled', 'failed'] as const;

/** Every run type, declared once. */
export const RUN_TYPES = {
  baseline_capture: {
    progress: 'phased',
    scope: 'tenant',
    unit: 'families',
    capabilities: { see: 'baselines.view', start: 'baselines.capture' },
    phases: [
      { key: 'eligibility', leadFact: 'in_scope' },
      { key: 'inventory', leadFact: 'listed' },
      { key: 'evidence_capture', leadFact: 'captured' },
      { key: 'snapshot', leadFact: 'captured' },
      { key: 'finalize', leadFact: 'captured' },
    ],
    facts: CAPTURE_FACTS,
  },
  baseline_compare: {
    progress: 'phased',
    scope: 'tenant',
    unit: 'families',
    capabilities: { see: 'baselines.view', start: 'baselines.compare' },
    phases: [
      { key: 'eligibility', leadFact: 'in_scope' },
      { key: 'inventory', leadFact: 'listed' },
      { key: 'evidence_capture', leadFact: 'captured' },
      { key: 'comparison', leadFact: 'compared' },
      { key: 'findings', leadFact: 'drifted' },
    ],
    facts: [...CAPTURE_FACTS, 'compared', 'drifted'],
  },
  'tenant.review.compose': {
    progress: 'composite',
    scope: 'tenant',
    unit: null,
    capabilities: { see: 'reviews.view', start: 'reviews.compose' },
    phases: [],
    facts: [],
  },
  'tenant.evidence_snapshot.generate': {
    progress: 'counted',
    scope: 'tenant',
    unit: 'dimensions',
    capabilities: { see: 'evidence.view', start: 'evidence.generate' },
    phases: [],
    facts: [],
  },
  'tenant.review_pack.generate': {
    progress: 'counted',
    scope: 'tenant',
    unit: 'files',
    capabilities: { see: 'reviews.view', start: 'review_packs.generate' },
    phases: [],
    facts: [],
  },
  'inventory.sync': {
    progress: 'counted',
    scope: 'tenant',
    unit: 'families',
    capabilities: { see: 'inventory.view', start: 'inventory.sync' },
    phases: [],
    facts: [],
  },
  'findings.bulk_triage': {
    progress: 'counted',
    scope: 'workspace',
    unit: 'findings',
    capabilities: { see: 'findings.view', start: 'findings.triage' },
    phases: [],
    facts: [],
  },
  // The last two stay on generic activity on purpose: there is no truthful progress to show for them.
  'provider.connection.check': {
    progress: 'activity',
    scope: 'tenant',
    unit: null,
    capabilities: { see: 'connections.view', start: 'connections.check' },
    phases: [],
    facts: [],
  },
  'support.diagnostics.collect': {
    progress: 'activity',
    scope: 'workspace',
    unit: null,
    capabilities: { see: 'support.diagnostics', start: 'support.diagnostics' },
    phases: [],
    facts: [],
  },
} as const satisfies Record<string, RunTypeDeclaration>;

export type RunType = keyof typeof RUN_TYPES;

/** The phase keys of one run type; `never` for a type without phases. */
export type PhaseOf<Type extends RunType> = (typeof RUN_TYPES)[Type]['phases'][number]['key'];

/** Every pair of a phased type and one of its phases, as the catalogue names it. */
export type TypedPhase = {
  [Type in RunType]: PhaseOf<Type> extends never ? never : `${Type}.${PhaseOf<Type>}`;
}[RunType];

/** All registered run types in their declared order. */
export const RUN_TYPE_KEYS = Object.keys(RUN_TYPES) as readonly RunType[];

/** Whether a stored type is one that this version knows. */
export function isRunType(type: unknown): type is RunType {
  return typeof type === 'string' && Object.hasOwn(RUN_TYPES, type);
}

/** What may be said of a stored type; null for one that this version does not know. */
export function declarationOf(type: unknown): RunTypeDeclaration | null {
  return isRunType(type) ? RUN_TYPES[type] : null;
}

/** The place of a phase in its type's declared order; -1 where the type has no such phase. */
export function phaseOrder(type: unknown, phase: unknown): number {
  return declarationOf(type)?.phases.findIndex(({ key }) => key === phase) ?? -1;
}
