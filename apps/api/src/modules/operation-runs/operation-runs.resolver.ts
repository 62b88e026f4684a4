import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { GraphQLJSON } from 'graphql-scalars';
import { requireCapability, requireWorkspace, type Grant } from '../../platform/access/index.js';
import { Context, principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { toPageInfo } from '../../platform/graphql/page.model.js';
import { encodeCursor } from '../../platform/graphql/pages.js';
import { Requires } from '../../platform/graphql/requires.js';
import { ManagedTenantModel, TenantLookup, WorkspaceModel, WorkspacesService } from '../workspaces/index.js';
import { OperationRunModel } from './operation-run.model.js';
import { OperationRunConnectionModel, OperationRunsArgs } from './operation-runs.inputs.js';
import { OperationRuns } from './operation-runs.service.js';
import { OperationRunResult, StartOperationResult } from './operation-started.model.js';
import { ActivityFeedEventModel, OperationRunEventModel } from './run-events.model.js';
import { RunLoaders } from './run-loaders.js';
import { RunSubscriptions, type FeedEvent, type RunEvent } from './run-subscriptions.js';
import { canSeeRun } from './run.policy.js';

@Resolver(() => OperationRunModel)
export class OperationRunsResolver {
  constructor(
    private readonly runs: OperationRuns,
    private readonly loaders: RunLoaders,
    private readonly subscriptions: RunSubscriptions,
    private readonly tenants: TenantLookup,
    private readonly workspaces: WorkspacesService,
  ) {}

  @Requires('signed_in')
  @Query(() => OperationRunModel)
  async operationRun(@Context() context: RequestContext, @Args('id', { type: () => ID }) id: string) {
    return this.runs.toModel(await this.runs.find(context, id), context);
  }

  @Requires('signed_in')
  @Query(() => OperationRunConnectionModel)
  async operationRuns(
    @Context() context: RequestContext,
    @Args() { workspaceId, filter, ...paging }: OperationRunsArgs,
  ) {
    const page = await this.runs.page(context, workspaceId, filter ?? {}, paging);
    const nodes = page.rows.map((row) => this.runs.toModel(row, context));
    const scope = { list: 'operation_runs', within: workspaceId.toLowerCase() };
    return {
      nodes,
      edges: nodes.map((node) => ({ node, cursor: encodeCursor(scope, [node.id]) })),
      pageInfo: toPageInfo(page),
    };
  }

  @Requires('signed_in')
  @Mutation(() => OperationRunResult)
  async cancelOperationRun(@Context() context: RequestContext, @Args('id', { type: () => ID }) id: string) {
    return this.runs.toModel(await this.runs.cancel(context, id), context);
  }

  @Requires('signed_in')
  @Mutation(() => StartOperationResult)
  async retryOperationRun(@Context() context: RequestContext, @Args('id', { type: () => ID }) id: string) {
    return this.runs.toResult(await this.runs.retry(context, id), context);
  }

  @Requires('signed_in')
  @Subscription(() => OperationRunEventModel, {
    name: 'operationRun',
    description: 'First the state as it is now, then every newer one.',
    resolve(
      this: OperationRunsResolver,
      { operationRun: { kind, row } }: { operationRun: RunEvent },
      _args,
      context: RequestContext,
    ) {
      return { kind, run: this.runs.toModel(row, context) };
    },
  })
  operationRunEvents(@Context() context: RequestContext, @Args('id', { type: () => ID }) id: string) {
    return this.subscriptions.run(context, id);
  }

  @Requires('signed_in')
  @Subscription(() => ActivityFeedEventModel, {
    description: 'The active runs of a workspace, or of one tenant in it.',
    resolve(
      this: OperationRunsResolver,
      { activityFeed: event }: { activityFeed: FeedEvent },
      _args,
      context: RequestContext,
    ) {
      const { kind, activeCount, rows } = event;
      return { kind, activeCount, runs: rows.map((row) => this.runs.toModel(row, context)) };
    },
  })
  activityFeed(
    @Context() context: RequestContext,
    @Args('workspaceId', { type: () => ID }) workspaceId: string,
    @Args('tenantId', { type: () => ID, nullable: true }) tenantId: string | null = null,
  ) {
    return this.subscriptions.activity(context, workspaceId, tenantId);
  }

  @ResolveField(() => WorkspaceModel)
  async workspace(@Parent() { row }: OperationRunModel, @Context() context: RequestContext) {
    return WorkspaceModel.toModel(await this.workspaces.byId(context, row.workspaceId));
  }

  @ResolveField(() => ManagedTenantModel, { nullable: true })
  async tenant(@Parent() { row }: OperationRunModel, @Context() context: RequestContext) {
    const tenant = row.tenantId === null ? null : await this.tenants.load(context, row.workspaceId, row.tenantId);
    return tenant === null ? null : ManagedTenantModel.toModel(tenant);
  }

  @ResolveField(() => OperationRunModel, { nullable: true })
  async retryOf(@Parent() { row }: OperationRunModel, @Context() context: RequestContext) {
    if (row.retryOfRunId === null) return null;
    const old = await this.loaders.byId(context, row.workspaceId, row.retryOfRunId);
    return old === null || !canSeeRun(grantOf(context, row.workspaceId), old) ? null : this.runs.toModel(old, context);
  }

  @ResolveField(() => Boolean, { description: 'Whether the caller may cancel this run now.' })
  canCancel(@Parent() { row }: OperationRunModel, @Context() context: RequestContext): boolean {
    return this.runs.mayCancel(grantOf(context, row.workspaceId), principalOf(context), row);
  }

  @ResolveField(() => Boolean, { description: 'Whether the caller may start this work again now.' })
  canRetry(@Parent() { row }: OperationRunModel, @Context() context: RequestContext): boolean {
    return this.runs.mayRetry(grantOf(context, row.workspaceId), row);
  }

  @ResolveField(() => GraphQLJSON, {
    nullable: true,
    description: 'Needs operations.diagnostics; FORBIDDEN otherwise.',
  })
  context(@Parent() { row }: OperationRunModel, @Context() context: RequestContext): unknown {
    requireCapability(grantOf(context, row.workspaceId), 'operations.diagnostics');
    return row.context;
  }
}

const grantOf = (context: RequestContext, workspaceId: string): Grant =>
  requireWorkspace(principalOf(context), workspaceId);
