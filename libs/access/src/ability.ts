import { createMongoAbility, subject, type ForcedSubject, type MongoAbility } from '@casl/ability';
import type { Capability } from './capabilities.js';

/** What is known of a principal in one workspace: enough to say what it may do there. */
export interface AbilityGrant {
  readonly capabilities: Iterable<Capability>;
  /** `all`, or the tenants that a limited member or token may see. */
  readonly tenantIds: 'all' | Iterable<string>;
}

type TenantSubject = { readonly id: string } & ForcedSubject<'ManagedTenant'>;

/** Capabilities are asked of the workspace, or of one tenant in it. */
export type WorkspaceAbility = MongoAbility<[Capability, 'Workspace' | 'ManagedTenant' | TenantSubject]>;

/**
 * The ability of one principal in one workspace. The same rules decide in the API and show in the console: what is
 * limited to certain tenants is allowed in the workspace, and on these tenants only.
 */
export function abilityFor(grant: AbilityGrant): WorkspaceAbility {
  const conditions = grant.tenantIds === 'all' ? {} : { conditions: { id: { $in: [...grant.tenantIds] } } };
  return createMongoAbility<WorkspaceAbility>(
    [...grant.capabilities].flatMap((action) => [
      { action, subject: 'Workspace' as const },
      { action, subject: 'ManagedTenant' as const, ...conditions },
    ]),
  );
}

/** A tenant as the ability is asked about it: `ability.can('baselines.capture', tenant(id))`. */
export function tenant(id: string): TenantSubject {
  return subject('ManagedTenant', { id });
}
