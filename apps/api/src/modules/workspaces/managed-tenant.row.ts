/** A row of `managed_tenants`, as TENANT_COLUMNS selects it. */
export interface ManagedTenantRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly createdAt: Date;
}

export const TENANT_COLUMNS = `id, workspace_id AS "workspaceId", name, created_at AS "createdAt"`;
