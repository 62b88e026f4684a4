import { Injectable } from '@nestjs/common';
import { initiatorOf, RunStarter, type StartResult } from '../operation-runs/index.js';
import { connectionOfTenant, obstacleOf } from '../provider-connections/index.js';
import {
  OwnerLookup,
  requireCapability,
  requireVisible,
  requireWorkspace,
  visibleTenantIds,
} from '../../platform/access/index.js';
import { WorkspaceDatabase } from '../../platform/database/index.js';
import { principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { pageOf, pageRequest, type Page } from '../../platform/graphql/pages.js';
import { workspaceLoader } from '../../platform/graphql/workspace-loader.js';
import type { PolicyListArgs, SyncInventoryArgs } from './inventory.inputs.js';
import {
  INVENTORY_COLUMNS,
  INVENTORY_FAMILY_COLUMNS,
  type InventoryFamilyRow,
  type InventoryItemRow,
} from './inventory.row.js';
import { searchText } from './search-text.js';

const FAMILIES = Symbol('inventory families by tenant');

/** Reads the last-known policies of tenants, and starts their renewal. */
@Injectable()
export class Inventory {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly owners: OwnerLookup,
    private readonly starter: RunStarter,
  ) {}

  /** Policies by name, of one tenant or of all that the caller sees. */
  async page(
    context: RequestContext,
    of: { readonly workspaceId: string; readonly tenantId?: string },
    args: PolicyListArgs,
  ): Promise<Page<InventoryItemRow>> {
    const grant = requireWorkspace(principalOf(context), of.workspaceId);
    requireCapability(grant, 'inventory.view');
    const search = searchText(args.search);
    const list = JSON.stringify(['inventory', of.tenantId ?? null, args.family ?? null, search]);
    const scope = { list, within: of.workspaceId };
    const request = pageRequest(scope, args);
    const rows = await this.database.run(of.workspaceId, (tx) =>
      tx.query<InventoryItemRow & { sortKey: string }>(
        `SELECT ${INVENTORY_COLUMNS}, lower(name) AS "sortKey" FROM inventory_items
         WHERE workspace_id = $1 AND ($2::uuid[] IS NULL OR tenant_id = ANY ($2))
           AND ($3::uuid IS NULL OR tenant_id = $3) AND ($4::text IS NULL OR family = $4)
           AND ($5::text IS NULL OR strpos(lower(name), lower($5)) > 0)
           AND ($6::text IS NULL OR (lower(name), id) > ($6, $7::uuid))
         ORDER BY lower(name), id LIMIT $8`,
        [
          of.workspaceId,
          visibleTenantIds(grant),
          of.tenantId ?? null,
          args.family ?? null,
          search,
          request.from?.[0] ?? null,
          request.from?.[1] ?? null,
          request.size + 1,
        ],
      ),
    );
    return pageOf(scope, request, rows, (row) => [row.sortKey, row.id]);
  }

  /** What is known of each family of a tenant that the caller sees. */
  async families(
    context: RequestContext,
    workspaceId: string,
    tenantId: string,
  ): Promise<readonly InventoryFamilyRow[]> {
    requireCapability(requireWorkspace(principalOf(context), workspaceId), 'inventory.view');
    const loader = workspaceLoader(context, FAMILIES, workspaceId, async (tenantIds) => {
      const rows = await this.database.run(workspaceId, (tx) =>
        tx.query<InventoryFamilyRow>(
          `SELECT ${INVENTORY_FAMILY_COLUMNS} FROM inventory_families WHERE workspace_id = $1 AND tenant_id = ANY ($2)
           ORDER BY family`,
          [workspaceId, tenantIds],
        ),
      );
      return Map.groupBy(rows, (row) => row.tenantId);
    });
    return (await loader.load(tenantId)) ?? [];
  }

  async startSync(context: RequestContext, { tenantId, idempotencyKey }: SyncInventoryArgs): Promise<StartResult> {
    const grant = await this.owners.requireOwner(principalOf(context), 'managed_tenants', tenantId);
    requireVisible(grant, { tenantId });
    requireCapability(grant, 'inventory.sync');
    return this.starter.start({
      type: 'inventory.sync',
      workspaceId: grant.workspaceId,
      tenantId,
      input: {},
      initiator: initiatorOf(context),
      idempotencyKey,
      obstacle: async (tx) => obstacleOf(await connectionOfTenant(tx, tenantId), context.now),
    });
  }
}
