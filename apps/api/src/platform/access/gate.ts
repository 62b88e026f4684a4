import type { Capability } from '@tenantatlas/access';
import { isUuid } from '../database/index.js';
import { forbidden, notFound } from '../graphql/errors.js';
import type { Grant, Principal } from './principal.js';

/** Answers "may I see this?" in one order everywhere: exists? visible? allowed? What is not visible does not exist. */

/** The principal's grant in a workspace; NOT_FOUND where there is none, whether or not the workspace exists. */
export function requireWorkspace(principal: Principal, workspaceId: unknown): Grant {
  const grant = isUuid(workspaceId) ? principal.grants.get(workspaceId.toLowerCase()) : undefined;
  if (grant === undefined) throw notFound();
  return grant;
}

/** FORBIDDEN naming the capability where the grant lacks it. Only ever asked about what is visible already. */
export function requireCapability(grant: Grant, capability: Capability): void {
  if (!grant.capabilities.has(capability)) throw forbidden(capability);
}

/** Whether a thing of this tenant (or of no tenant) is visible under the grant. */
export function seesTenant(grant: Grant, tenantId: string | null): boolean {
  return tenantId === null || grant.tenantIds === 'all' || grant.tenantIds.has(tenantId);
}

/** A row that was loaded, or NOT_FOUND where there is none or its tenant is out of sight. */
export function requireVisible<Row extends { tenantId: string | null }>(grant: Grant, row: Row | undefined): Row {
  if (row === undefined || !seesTenant(grant, row.tenantId)) throw notFound();
  return row;
}

/** For SQL: null where all tenants are visible, else the ids that are. Use as `($n::uuid[] IS NULL OR tenant_id = ANY($n))`. */
export function visibleTenantIds(grant: Grant): readonly string[] | null {
  return grant.tenantIds === 'all' ? null : [...grant.tenantIds];
}
