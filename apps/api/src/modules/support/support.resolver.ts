import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Context, type RequestContext } from '../../platform/graphql/context.js';
import { Requires } from '../../platform/graphql/requires.js';
import { OperationRuns, StartOperationResult } from '../operation-runs/index.js';
import { SupportBundleModel } from './support-bundle.model.js';
import { Support } from './support.service.js';

@Resolver()
export class SupportResolver {
  constructor(
    private readonly support: Support,
    private readonly runs: OperationRuns,
  ) {}

  @Query(() => SupportBundleModel, {
    description: 'What a diagnostics run collected, redacted. Needs support.diagnostics.',
  })
  @Requires('support.diagnostics')
  async supportBundle(
    @Args('id', { type: () => ID }) id: string,
    @Context() context: RequestContext,
  ): Promise<SupportBundleModel> {
    return SupportBundleModel.toModel(await this.support.bundle(context, id));
  }

  @Mutation(() => StartOperationResult)
  @Requires('support.diagnostics')
  async collectSupportDiagnostics(
    @Args('workspaceId', { type: () => ID }) workspaceId: string,
    @Args('idempotencyKey', { type: () => String, nullable: true }) idempotencyKey: string | null,
    @Context() context: RequestContext,
  ): Promise<typeof StartOperationResult> {
    return this.runs.toResult(await this.support.startCollecting(context, workspaceId, idempotencyKey), context);
  }
}
