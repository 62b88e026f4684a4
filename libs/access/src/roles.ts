import { CAPABILITIES, type Capability } from './capabilities.js';

/** `support` is held only under a workspace owner's time-boxed grant, never by membership. */
export const ROLES = ['owner', 'manager', 'operator', 'auditor', 'support'] as const;
export type Role = (typeof ROLES)[number];

const VIEW: readonly Capability[] = [
  'tenants.view',
  'connections.view',
  'inventory.view',
  'baselines.view',
  'findings.view',
  'evidence.view',
  'reviews.view',
  'review_packs.download',
  'operations.view',
];

const WORK: readonly Capability[] = [
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
];

const ONLY_OWNERS: ReadonlySet<Capability> = new Set(['workspace.manage', 'members.manage', 'support.grant']);

const TABLE: Readonly<Record<Role, ReadonlySet<Capability>>> = {
  owner: new Set(CAPABILITIES),
  manager: new Set(CAPABILITIES.filter((capability) => !ONLY_OWNERS.has(capability))),
  operator: new Set([...VIEW, ...WORK]),
  auditor: new Set([...VIEW, 'audit.view']),
  support: new Set([
    'tenants.view',
    'connections.view',
    'operations.view',
    'operations.diagnostics',
    'support.diagnostics',
  ]),
};

/** Whether a text names a role. */
export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && Object.hasOwn(TABLE, value);
}

/** What a role allows; nothing for a role that is not known. The one table that both sides decide from. */
export function capabilitiesOf(role: string): ReadonlySet<Capability> {
  return isRole(role) ? TABLE[role] : new Set<Capability>();
}
