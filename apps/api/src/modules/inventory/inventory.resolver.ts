import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import {
  canSeeRun,
  OperationRunModel,
  OperationRuns,
  RunLoaders,
  StartOperationResult,
} from '../operation-runs/index.js';
import { ManagedTenantModel, TenantLookup, WorkspaceModel } from '../workspaces/index.js';
import { requireWorkspace } from '../../platform/access/index.js';
import { Context, principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { notFound } from '../../platform/graphql/errors.js';
import { toPageInfo } from '../../platform/graphql/page.model.js';
import type { Page } from '../../platform/graphql/pages.js';
import { Requires } from '../../platform/graphql/requires.js';
import { PolicyListArgs, SyncInventoryArgs } from './inventory.inputs.js';
import { InventoryFamilyModel, InventoryItemConnectionModel, InventoryItemModel } from './inventory.model.js';
import type { InventoryItemRow } from './inventory.row.js';
import { Inventory } from './inventory.service.js';

function toConnection(page: Page<InventoryItemRow>, { locale }: RequestContext): InventoryItemConnectionModel {
  return { nodes: page.rows.map((row) => InventoryItemModel.toModel(row, locale)), pageInfo: toPageInfo(page) };
}

@Resolver(() => WorkspaceModel)
export class WorkspaceInventoryResolver {
  constructor(private readonly items: Inventory) {}

  @ResolveField(() => InventoryItemConnectionModel)
  async inventory(
    @Parent() { id: workspaceId }: WorkspaceModel,
    @Args() args: PolicyListArgs,
    @Context() context: RequestContext,
  ): Promise<InventoryItemConnectionModel> {
    return toConnection(await this.items.page(context, { workspaceId }, args), context);
  }
}

@Resolver(() => ManagedTenantModel)
export class TenantInventoryResolver {
  constructor(
    private readonly items: Inventory,
    private readonly loaders: RunLoaders,
    private readonly runs: OperationRuns,
  ) {}

  @ResolveField(() => InventoryItemConnectionModel)
  async inventory(
    @Parent() { id: tenantId, workspaceId }: ManagedTenantModel,
    @Args() args: PolicyListArgs,
    @Context() context: RequestContext,
  ): Promise<InventoryItemConnectionModel> {
    return toConnection(await this.items.page(context, { workspaceId, tenantId }, args), context);
  }

  @ResolveField(() => [InventoryFamilyModel])
  async inventoryFamilies(
    @Parent() tenant: ManagedTenantModel,
    @Context() context: RequestContext,
  ): Promise<InventoryFamilyModel[]> {
    const rows = await this.items.families(context, tenant.workspaceId, tenant.id);
    return rows.map((row) => InventoryFamilyModel.toModel(row, context.locale));
  }

  @ResolveField(() => OperationRunModel, { nullable: true })
  async lastInventorySync(
    @Parent() tenant: ManagedTenantModel,
    @Context() context: RequestContext,
  ): Promise<OperationRunModel | null> {
    const grant = requireWorkspace(principalOf(context), tenant.workspaceId);
    const run = await this.loaders.latest(context, grant, 'inventory.sync', tenant.id);
    return run !== null && canSeeRun(grant, run) ? this.runs.toModel(run, context) : null;
  }

  @Mutation(() => StartOperationResult)
  @Requires('inventory.sync')
  async syncInventory(
    @Args() args: SyncInventoryArgs,
    @Context() context: RequestContext,
  ): Promise<typeof StartOperationResult> {
    return this.runs.toResult(await this.items.startSync(context, args), context);
  }
}

@Resolver(() => InventoryItemModel)
export class InventoryItemResolver {
  constructor(private readonly tenants: TenantLookup) {}

  @ResolveField(() => ManagedTenantModel)
  async tenant(
    @Parent() { workspaceId, tenantId }: InventoryItemModel,
    @Context() context: RequestContext,
  ): Promise<ManagedTenantModel> {
    const row = await this.tenants.load(context, workspaceId, tenantId);
    if (row === null) throw notFound();
    return ManagedTenantModel.toModel(row);
  }
}
