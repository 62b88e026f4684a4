import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { LOOKUP_FAMILIES, POLICY_FAMILIES } from '@tenantatlas/drift';
import { isRefusal, OperationRunModel, OperationRuns, StartOperationResult } from '../operation-runs/index.js';
import { WorkspaceModel, WorkspacesService } from '../workspaces/index.js';
import { Context, type RequestContext } from '../../platform/graphql/context.js';
import { toPageInfo } from '../../platform/graphql/page.model.js';
import { Requires } from '../../platform/graphql/requires.js';
import {
  BaselineProfileConnectionModel,
  BaselineProfileModel,
  BaselineProfileResult,
  PolicyFamilyModel,
} from './baseline-profile.model.js';
import { BaselineProfiles } from './baseline-profiles.service.js';
import { BaselineSnapshotConnectionModel, BaselineSnapshotModel } from './baseline-snapshot.model.js';
import { BaselineSnapshots } from './baseline-snapshots.service.js';
import {
  CreateBaselineProfileArgs,
  ListArgs,
  SnapshotsArgs,
  StartBaselineCaptureArgs,
  UpdateBaselineProfileArgs,
} from './baselines.inputs.js';

@Resolver(() => WorkspaceModel)
export class WorkspaceBaselinesResolver {
  constructor(private readonly profiles: BaselineProfiles) {}

  @ResolveField(() => BaselineProfileConnectionModel)
  async baselineProfiles(
    @Parent() workspace: WorkspaceModel,
    @Args() args: ListArgs,
    @Context() context: RequestContext,
  ): Promise<BaselineProfileConnectionModel> {
    const page = await this.profiles.page(context, workspace.id, args);
    return { nodes: page.rows.map((row) => BaselineProfileModel.toModel(row)), pageInfo: toPageInfo(page) };
  }
}

@Resolver(() => BaselineProfileModel)
export class BaselineProfilesResolver {
  constructor(
    private readonly profiles: BaselineProfiles,
    private readonly snapshotsOf: BaselineSnapshots,
    private readonly workspaces: WorkspacesService,
    private readonly runs: OperationRuns,
  ) {}

  @Query(() => BaselineProfileModel)
  @Requires('baselines.view')
  async baselineProfile(
    @Args('id', { type: () => ID }) id: string,
    @Context() context: RequestContext,
  ): Promise<BaselineProfileModel> {
    return BaselineProfileModel.toModel(await this.profiles.find(context, id));
  }

  @Query(() => [PolicyFamilyModel])
  @Requires('signed_in')
  policyFamilies(@Context() { locale }: RequestContext): PolicyFamilyModel[] {
    return [...POLICY_FAMILIES, ...LOOKUP_FAMILIES].map(({ key, label, kind, collections }) => ({
      key,
      label: label[locale],
      kind,
      permission: [...new Set(collections.map(({ permission }) => permission))].join(', '),
    }));
  }

  @Mutation(() => BaselineProfileResult)
  @Requires('baselines.manage')
  async createBaselineProfile(
    @Args() args: CreateBaselineProfileArgs,
    @Context() context: RequestContext,
  ): Promise<typeof BaselineProfileResult> {
    const created = await this.profiles.create(context, args);
    return isRefusal(created) ? created : BaselineProfileModel.toModel(created);
  }

  @Mutation(() => BaselineProfileResult)
  @Requires('baselines.manage')
  async updateBaselineProfile(
    @Args() args: UpdateBaselineProfileArgs,
    @Context() context: RequestContext,
  ): Promise<typeof BaselineProfileResult> {
    const updated = await this.profiles.update(context, args);
    return isRefusal(updated) ? updated : BaselineProfileModel.toModel(updated);
  }

  @Mutation(() => StartOperationResult)
  @Requires('baselines.capture')
  async startBaselineCapture(
    @Args() args: StartBaselineCaptureArgs,
    @Context() context: RequestContext,
  ): Promise<typeof StartOperationResult> {
    return this.runs.toResult(await this.profiles.startCapture(context, args), context);
  }

  @ResolveField(() => BaselineSnapshotModel, { nullable: true })
  async activeSnapshot(
    @Parent() { activeSnapshotId, workspaceId }: BaselineProfileModel,
    @Context() context: RequestContext,
  ): Promise<BaselineSnapshotModel | null> {
    if (activeSnapshotId === null) return null;
    const row = await this.snapshotsOf.loadOne(context, workspaceId, activeSnapshotId);
    return row && BaselineSnapshotModel.toModel(row, context.locale);
  }

  @ResolveField(() => BaselineSnapshotConnectionModel)
  async snapshots(
    @Parent() profile: BaselineProfileModel,
    @Args() args: SnapshotsArgs,
    @Context() context: RequestContext,
  ): Promise<BaselineSnapshotConnectionModel> {
    const page = await this.snapshotsOf.ofProfile(context, profile, args);
    const nodes = page.rows.map((row) => BaselineSnapshotModel.toModel(row, context.locale));
    return { nodes, pageInfo: toPageInfo(page) };
  }

  @ResolveField(() => WorkspaceModel)
  async workspace(
    @Parent() { workspaceId }: BaselineProfileModel,
    @Context() context: RequestContext,
  ): Promise<WorkspaceModel> {
    return WorkspaceModel.toModel(await this.workspaces.byId(context, workspaceId));
  }

  @ResolveField(() => OperationRunModel, { nullable: true })
  async lastCapture(
    @Parent() { id, workspaceId }: BaselineProfileModel,
    @Context() context: RequestContext,
  ): Promise<OperationRunModel | null> {
    const run = await this.profiles.lastCapture(context, workspaceId, id);
    return run && this.runs.toModel(run, context);
  }
}
