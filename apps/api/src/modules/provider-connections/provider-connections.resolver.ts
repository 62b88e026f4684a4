import { Args, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { isRefusal, OperationRuns, StartOperationResult } from '../operation-runs/index.js';
import { ManagedTenantModel } from '../workspaces/index.js';
import { Context, type RequestContext } from '../../platform/graphql/context.js';
import { Requires } from '../../platform/graphql/requires.js';
import { ManagedTenantResult, ProviderConnectionModel } from './provider-connection.model.js';
import { AddManagedTenantArgs, ReplaceCredentialArgs } from './provider-connections.inputs.js';
import { ProviderConnections } from './provider-connections.service.js';

@Resolver(() => ManagedTenantModel)
export class ProviderConnectionsResolver {
  constructor(
    private readonly connections: ProviderConnections,
    private readonly runs: OperationRuns,
  ) {}

  @ResolveField(() => ProviderConnectionModel, { nullable: true, description: 'Needs connections.view.' })
  async connection(
    @Parent() tenant: ManagedTenantModel,
    @Context() context: RequestContext,
  ): Promise<ProviderConnectionModel | null> {
    const row = await this.connections.ofTenant(context, tenant.workspaceId, tenant.id);
    return row === null ? null : ProviderConnectionModel.toModel(row, context.locale);
  }

  @Mutation(() => ManagedTenantResult)
  @Requires('tenants.manage')
  async addManagedTenant(
    @Args() args: AddManagedTenantArgs,
    @Context() context: RequestContext,
  ): Promise<typeof ManagedTenantResult> {
    const added = await this.connections.addManagedTenant(context, args);
    return isRefusal(added) ? added : ManagedTenantModel.toModel(added);
  }

  @Mutation(() => ManagedTenantResult)
  @Requires('connections.manage')
  async replaceConnectionCredential(
    @Args() args: ReplaceCredentialArgs,
    @Context() context: RequestContext,
  ): Promise<typeof ManagedTenantResult> {
    const replaced = await this.connections.replaceCredential(context, args);
    return isRefusal(replaced) ? replaced : ManagedTenantModel.toModel(replaced);
  }

  @Mutation(() => StartOperationResult)
  @Requires('connections.check')
  async checkProviderConnection(
    @Args('tenantId', { type: () => ID }) tenantId: string,
    @Args('idempotencyKey', { type: () => String, nullable: true }) idempotencyKey: string | null,
    @Context() context: RequestContext,
  ): Promise<typeof StartOperationResult> {
    return this.runs.toResult(await this.connections.startCheck(context, tenantId, idempotencyKey), context);
  }
}
