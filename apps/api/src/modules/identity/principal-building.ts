import { capabilitiesOf, isCapability } from '@tenantatlas/access';
import type { Grant, Principal } from '../../platform/access/index.js';
import type { GrantColumns, SessionPrincipalRow, TokenPrincipalRow } from './principal.row.js';

/** What a member may do by role and tenant limit; null for somebody who is a member of nothing. */
function memberGrant(row: GrantColumns): Grant | null {
  if (row.workspaceId === null || row.role === null) return null;
  return {
    workspaceId: row.workspaceId,
    role: row.role,
    capabilities: capabilitiesOf(row.role),
    tenantIds: row.tenantLimited ? new Set(row.tenantIds ?? []) : 'all',
  };
}

/** The tenants that both allow. */
function tenantsOfBoth(maker: Grant['tenantIds'], token: readonly string[] | null): Grant['tenantIds'] {
  if (token === null) return maker;
  return new Set(maker === 'all' ? token : token.filter((id) => maker.has(id)));
}

/** A token never allows more than its maker may do at this moment, whatever was true when it was made. */
export function tokenGrant(maker: Grant, capabilities: readonly string[], tenantIds: readonly string[] | null): Grant {
  return {
    workspaceId: maker.workspaceId,
    role: 'token',
    capabilities: new Set(capabilities.filter(isCapability).filter((capability) => maker.capabilities.has(capability))),
    tenantIds: tenantsOfBoth(maker.tenantIds, tenantIds),
  };
}

/** Principals by credential, from rows that hold one grant each. */
export function principalsOfSessions(rows: readonly SessionPrincipalRow[]): Map<string, Principal> {
  const principals = new Map<string, Principal & { readonly grants: Map<string, Grant> }>();
  for (const row of rows) {
    const { credentialId, expiresAt, userId, name, email } = row;
    const known = principals.get(credentialId);
    const grants = known?.grants ?? new Map<string, Grant>();
    const grant = memberGrant(row);
    if (grant !== null) grants.set(grant.workspaceId, grant);
    if (known === undefined) {
      principals.set(credentialId, { kind: 'user', id: userId, userId, name, email, expiresAt, credentialId, grants });
    }
  }
  return new Map(principals);
}

/** The principal that a token is, or null where its maker left the workspace. */
export function principalOfToken(row: TokenPrincipalRow): Principal | null {
  const maker = memberGrant(row);
  if (maker === null) return null;
  const grant = tokenGrant(maker, row.tokenCapabilities, row.tokenTenantIds);
  const { credentialId, expiresAt, userId, name } = row;
  return {
    kind: 'token',
    id: credentialId,
    userId,
    name,
    email: null,
    expiresAt,
    credentialId,
    grants: new Map([[grant.workspaceId, grant]]),
  };
}
