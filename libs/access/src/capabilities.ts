/** Everything that can be allowed, each named `<noun>.<verb>`. The closed list of what the API decides by. */
export const CAPABILITIES = [
  'workspace.manage',
  'members.manage',
  'support.grant',
  'tenants.manage',
  'connections.manage',
  'schedules.manage',
  'baselines.manage',
  'findings.accept_risk',
  'reviews.publish',
  'tokens.manage_all',
  'tokens.manage',
  'connections.check',
  'inventory.sync',
  'baselines.capture',
  'baselines.compare',
  'findings.triage',
  'evidence.generate',
  'reviews.compose',
  'review_packs.generate',
  'operations.cancel',
  'operations.retry',
  'tenants.view',
  'connections.view',
  'inventory.view',
  'baselines.view',
  'findings.view',
  'evidence.view',
  'reviews.view',
  'review_packs.download',
  'operations.view',
  'audit.view',
  'operations.diagnostics',
  'support.diagnostics',
] as const;

export type Capability = (typeof CAPABILITIES)[number];

const KNOWN: ReadonlySet<string> = new Set(CAPABILITIES);

/** Whether a text, from a client or a stored row, names a capability. */
export function isCapability(value: unknown): value is Capability {
  return typeof value === 'string' && KNOWN.has(value);
}
