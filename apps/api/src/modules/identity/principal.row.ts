/** One grant of one credential; a person without any workspace has a single row whose workspaceId is null. */
export interface GrantColumns {
  readonly workspaceId: string | null;
  readonly role: string | null;
  readonly tenantLimited: boolean | null;
  readonly tenantIds: readonly string[] | null;
}

/** A session that works, with the person and one of their grants. */
export interface SessionPrincipalRow extends GrantColumns {
  readonly credentialId: string;
  readonly expiresAt: Date;
  readonly unseenFor: number;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
}

/** A token that works, with its maker's grant in the token's workspace as it is now. */
export interface TokenPrincipalRow extends GrantColumns {
  readonly credentialId: string;
  readonly expiresAt: Date;
  readonly unusedFor: number;
  readonly userId: string;
  readonly name: string;
  readonly tokenCapabilities: readonly string[];
  readonly tokenTenantIds: readonly string[] | null;
}

const GRANT_COLUMNS = `g.workspace_id AS "workspaceId", g.role, g.tenant_limited AS "tenantLimited",
  g.tenant_ids AS "tenantIds"`;

/** Ends a session that nobody has used for this long; the absolute end stands in the row. */
const IDLE = `interval '8 hours'`;

/** Sessions that work, by a condition on `s`. */
export const sessionPrincipals = (condition: string) => `
  SELECT s.id AS "credentialId", s.expires_at AS "expiresAt", u.id AS "userId", u.name, u.email,
    extract(epoch FROM now() - s.last_seen_at)::int AS "unseenFor", ${GRANT_COLUMNS}
  FROM sessions s
  JOIN users u ON u.id = s.user_id AND u.disabled_at IS NULL
  LEFT JOIN LATERAL atlas.grants_of_user(u.id) g ON true
  WHERE ${condition} AND s.revoked_at IS NULL AND s.expires_at > now() AND s.last_seen_at > now() - ${IDLE}`;

/** Tokens that work, by an expression for their ids. Their maker must still be a member. */
export const tokenPrincipals = (ids: string) => `
  SELECT t.id AS "credentialId", t.expires_at AS "expiresAt", t.created_by AS "userId", t.name,
    coalesce(extract(epoch FROM now() - t.last_used_at), 'infinity')::float8 AS "unusedFor",
    t.capabilities AS "tokenCapabilities", t.tenant_ids AS "tokenTenantIds", ${GRANT_COLUMNS}
  FROM atlas.working_tokens(${ids}) t
  JOIN LATERAL atlas.grants_of_user(t.created_by) g ON g.workspace_id = t.workspace_id`;
