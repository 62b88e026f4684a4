/** A row of `api_tokens`, as far as it is shown. The secret is not stored. */
export interface ApiTokenRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly prefix: string;
  readonly capabilities: readonly string[];
  readonly tenantIds: readonly string[] | null;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Of `api_tokens t JOIN users u ON u.id = t.created_by`. */
export const API_TOKEN_COLUMNS = `t.id, t.workspace_id AS "workspaceId", t.name, t.prefix, t.capabilities,
  t.tenant_ids AS "tenantIds", t.created_by AS "createdBy", u.name AS "createdByName", t.created_at AS "createdAt",
  t.expires_at AS "expiresAt", t.last_used_at AS "lastUsedAt", t.revoked_at AS "revokedAt"`;
