import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import {
  OwnerLookup,
  requireCapability,
  requireVisible,
  requireWorkspace,
  visibleTenantIds,
} from '../../platform/access/index.js';
import { SystemDatabase, WorkspaceDatabase } from '../../platform/database/index.js';
import { loaderOf, principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { notFound } from '../../platform/graphql/errors.js';
import { pageOf, pageRequest, type Page } from '../../platform/graphql/pages.js';
import { TENANT_COLUMNS, type ManagedTenantRow } from './managed-tenant.row.js';
import { TenantLookup } from './tenant-lookup.js';
import type { WorkspaceRow } from './workspace.row.js';

export interface TenantListing {
  readonly search?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

const WORKSPACES = Symbol('workspaces by id');
const TENANT_COUNTS = Symbol('tenant counts');

/** Reads workspaces and their tenants, each as far as the caller sees them. */
@Injectable()
export class WorkspacesService {
  constructor(
    private readonly system: SystemDatabase,
    private readonly workspaces: WorkspaceDatabase,
    private readonly owners: OwnerLookup,
    private readonly lookup: TenantLookup,
  ) {}

  async bySlug(context: RequestContext, slug: string): Promise<WorkspaceRow> {
    const principal = principalOf(context);
    const [found] = await this.system.query<{ id: string | null }>('SELECT atlas.find_workspace($1) AS id', [slug]);
    return this.byId(context, requireWorkspace(principal, found?.id).workspaceId);
  }

  /** A workspace of which the caller has been found to be a member. */
  async byId(context: RequestContext, id: string): Promise<WorkspaceRow> {
    requireWorkspace(principalOf(context), id);
    const loader = loaderOf(context, WORKSPACES, () => new DataLoader((ids: readonly string[]) => this.readAll(ids)));
    const row = await loader.load(id);
    if (row === null) throw notFound();
    return row;
  }

  async tenant(context: RequestContext, id: string): Promise<ManagedTenantRow> {
    const grant = await this.owners.requireOwner(principalOf(context), 'managed_tenants', id);
    const visible = requireVisible(grant, await this.lookup.find(grant.workspaceId, id));
    requireCapability(grant, 'tenants.view');
    return visible;
  }

  async tenants(context: RequestContext, workspaceId: string, listing: TenantListing): Promise<Page<ManagedTenantRow>> {
    const grant = requireWorkspace(principalOf(context), workspaceId);
    requireCapability(grant, 'tenants.view');
    const scope = { list: `tenants ${listing.search ?? ''}`, within: workspaceId };
    const request = pageRequest(scope, listing);
    const rows = await this.workspaces.run(workspaceId, (tx) =>
      tx.query<ManagedTenantRow & { sortKey: string }>(
        `SELECT ${TENANT_COLUMNS}, lower(name) AS "sortKey" FROM managed_tenants
         WHERE workspace_id = $1 AND ($2::uuid[] IS NULL OR id = ANY ($2))
           AND ($3::text IS NULL OR strpos(lower(name), lower($3)) > 0)
           AND ($4::text IS NULL OR (lower(name), id) > ($4, $5::uuid))
         ORDER BY lower(name), id LIMIT $6`,
        [
          workspaceId,
          visibleTenantIds(grant),
          listing.search || null,
          request.from?.[0] ?? null,
          request.from?.[1] ?? null,
          request.size + 1,
        ],
      ),
    );
    return pageOf(scope, request, rows, (row) => [row.sortKey, row.id]);
  }

  /** How many tenants of the workspace the caller sees. */
  async tenantCount(context: RequestContext, workspaceId: string): Promise<number> {
    const loader = loaderOf(
      context,
      TENANT_COUNTS,
      () => new DataLoader((ids: readonly string[]) => Promise.all(ids.map((id) => this.countTenants(context, id)))),
    );
    return loader.load(workspaceId);
  }

  private async countTenants(context: RequestContext, workspaceId: string): Promise<number> {
    const grant = requireWorkspace(principalOf(context), workspaceId);
    const [row] = await this.workspaces.run(workspaceId, (tx) =>
      tx.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM managed_tenants
         WHERE workspace_id = $1 AND ($2::uuid[] IS NULL OR id = ANY ($2))`,
        [workspaceId, visibleTenantIds(grant)],
      ),
    );
    return row?.count ?? 0;
  }

  // Each workspace is read in a transaction of its own; a person is a member of few.
  private readAll(ids: readonly string[]): Promise<(WorkspaceRow | null)[]> {
    return Promise.all(
      ids.map(async (id) => {
        const [row] = await this.workspaces.run(id, (tx) =>
          tx.query<WorkspaceRow>('SELECT id, slug, name FROM workspaces WHERE id = $1', [id]),
        );
        return row ?? null;
      }),
    );
  }
}
