import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { PolicyListArgs } from '../inventory/index.js';
import { canSeeRun, isRefusal, OperationRunModel, OperationRuns, RunLoaders } from '../operation-runs/index.js';
import { ManagedTenantModel, TenantLookup } from '../workspaces/index.js';
import { requireWorkspace } from '../../platform/access/index.js';
import { Context, principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { notFound } from '../../platform/graphql/errors.js';
import { toPageInfo } from '../../platform/graphql/page.model.js';
import { Requires } from '../../platform/graphql/requires.js';
import { BaselineItemConnectionModel, BaselineItemModel } from './baseline-item.model.js';
import { BaselineProfileModel } from './baseline-profile.model.js';
import { BaselineProfiles } from './baseline-profiles.service.js';
import {
  BaselineSnapshotModel,
  BaselineSnapshotResult,
  CaptureGapConnectionModel,
  CaptureGapModel,
} from './baseline-snapshot.model.js';
import { BaselineSnapshots } from './baseline-snapshots.service.js';
import { GapsArgs } from './baselines.inputs.js';

@Resolver(() => BaselineSnapshotModel)
export class BaselineSnapshotsResolver {
  constructor(
    private readonly snapshots: BaselineSnapshots,
    private readonly profiles: BaselineProfiles,
    private readonly tenants: TenantLookup,
    private readonly loaders: RunLoaders,
    private readonly runs: OperationRuns,
  ) {}

  @Query(() => BaselineSnapshotModel)
  @Requires('baselines.view')
  async baselineSnapshot(
    @Args('id', { type: () => ID }) id: string,
    @Context() context: RequestContext,
  ): Promise<BaselineSnapshotModel> {
    return BaselineSnapshotModel.toModel(await this.snapshots.find(context, id), context.locale);
  }

  @Mutation(() => BaselineSnapshotResult)
  @Requires('baselines.manage')
  async activateBaselineSnapshot(
    @Args('id', { type: () => ID }) id: string,
    @Context() context: RequestContext,
  ): Promise<typeof BaselineSnapshotResult> {
    const activated = await this.snapshots.activate(context, id);
    return isRefusal(activated) ? activated : BaselineSnapshotModel.toModel(activated, context.locale);
  }

  @ResolveField(() => BaselineItemConnectionModel, {
    description: 'Policies by name. What they refer to is listed only where its family is asked for.',
  })
  async items(
    @Parent() snapshot: BaselineSnapshotModel,
    @Args() args: PolicyListArgs,
    @Context() context: RequestContext,
  ): Promise<BaselineItemConnectionModel> {
    const page = await this.snapshots.items(context, snapshot, args);
    return {
      nodes: page.rows.map((row) => BaselineItemModel.toModel(row, context.locale)),
      pageInfo: toPageInfo(page),
    };
  }

  @ResolveField(() => CaptureGapConnectionModel)
  async gaps(
    @Parent() snapshot: BaselineSnapshotModel,
    @Args() args: GapsArgs,
    @Context() context: RequestContext,
  ): Promise<CaptureGapConnectionModel> {
    const page = await this.snapshots.gaps(context, snapshot, args);
    return { nodes: page.rows.map((row) => CaptureGapModel.toModel(row, context.locale)), pageInfo: toPageInfo(page) };
  }

  @ResolveField(() => BaselineProfileModel)
  async profile(
    @Parent() { workspaceId, profileId }: BaselineSnapshotModel,
    @Context() context: RequestContext,
  ): Promise<BaselineProfileModel> {
    return BaselineProfileModel.toModel(await this.profiles.loadOne(context, workspaceId, profileId));
  }

  @ResolveField(() => ManagedTenantModel)
  async sourceTenant(
    @Parent() { workspaceId, sourceTenantId }: BaselineSnapshotModel,
    @Context() context: RequestContext,
  ): Promise<ManagedTenantModel> {
    const row = await this.tenants.load(context, workspaceId, sourceTenantId);
    if (row === null) throw notFound();
    return ManagedTenantModel.toModel(row);
  }

  @ResolveField(() => OperationRunModel)
  async operationRun(
    @Parent() { workspaceId, runId }: BaselineSnapshotModel,
    @Context() context: RequestContext,
  ): Promise<OperationRunModel> {
    const row = await this.loaders.byId(context, workspaceId, runId);
    if (row === null) throw notFound();
    return this.runs.toModel(row, context);
  }
}

@Resolver(() => ManagedTenantModel)
export class TenantBaselinesResolver {
  constructor(
    private readonly loaders: RunLoaders,
    private readonly runs: OperationRuns,
  ) {}

  @ResolveField(() => OperationRunModel, { nullable: true })
  async lastCapture(
    @Parent() tenant: ManagedTenantModel,
    @Context() context: RequestContext,
  ): Promise<OperationRunModel | null> {
    const grant = requireWorkspace(principalOf(context), tenant.workspaceId);
    const run = await this.loaders.latest(context, grant, 'baseline_capture', tenant.id);
    return run !== null && canSeeRun(grant, run) ? this.runs.toModel(run, context) : null;
  }
}
