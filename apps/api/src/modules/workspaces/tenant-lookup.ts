import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { isUuid, WorkspaceDatabase } from '../../platform/database/index.js';
import { loaderOf, type RequestContext } from '../../platform/graphql/context.js';
import { TENANT_COLUMNS, type ManagedTenantRow } from './managed-tenant.row.js';

const TENANTS = Symbol('tenants by id');

/** A tenant as the gate takes it: what is said of visibility is said of the tenant itself. */
export type LocatedTenant = ManagedTenantRow & { readonly tenantId: string };

/** Finds tenants within a workspace; whether the caller sees them is the caller's gate to decide. */
@Injectable()
export class TenantLookup {
  constructor(private readonly database: WorkspaceDatabase) {}

  /** The tenant, or undefined where the workspace has none of this id. */
  async find(workspaceId: string, id: unknown): Promise<LocatedTenant | undefined> {
    if (!isUuid(id)) return undefined;
    const [row] = await this.readAll(workspaceId, [id]);
    return row ?? undefined;
  }

  /** The same for the fields of a list: all tenants that one request asks for are read together. */
  load(context: RequestContext, workspaceId: string, id: string): Promise<LocatedTenant | null> {
    const byWorkspace = loaderOf(context, TENANTS, () => new Map<string, DataLoader<string, LocatedTenant | null>>());
    const loader =
      byWorkspace.get(workspaceId) ?? new DataLoader((ids: readonly string[]) => this.readAll(workspaceId, ids));
    byWorkspace.set(workspaceId, loader);
    return loader.load(id);
  }

  private async readAll(workspaceId: string, ids: readonly string[]): Promise<(LocatedTenant | null)[]> {
    const rows = await this.database.run(workspaceId, (tx) =>
      tx.query<ManagedTenantRow>(
        `SELECT ${TENANT_COLUMNS} FROM managed_tenants WHERE workspace_id = $1 AND id = ANY ($2::uuid[])`,
        [workspaceId, ids],
      ),
    );
    const byId = new Map(rows.map((row) => [row.id, { ...row, tenantId: row.id }]));
    return ids.map((id) => byId.get(id.toLowerCase()) ?? null);
  }
}
