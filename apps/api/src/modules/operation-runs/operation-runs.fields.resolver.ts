import { Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { requireWorkspace } from '../../platform/access/index.js';
import { Context, principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { ManagedTenantModel, WorkspaceModel } from '../workspaces/index.js';
import { RunLoaders } from './run-loaders.js';

/** What a workspace knows of its runs. */
@Resolver(() => WorkspaceModel)
export class WorkspaceRunsResolver {
  constructor(private readonly loaders: RunLoaders) {}

  @ResolveField(() => Int)
  async activeRunCount(@Parent() { id }: WorkspaceModel, @Context() context: RequestContext): Promise<number> {
    return (await this.loaders.activeCounts(context, requireWorkspace(principalOf(context), id))).total;
  }
}

/** What a tenant knows of its runs. */
@Resolver(() => ManagedTenantModel)
export class TenantRunsResolver {
  constructor(private readonly loaders: RunLoaders) {}

  @ResolveField(() => Int)
  async activeRunCount(@Parent() tenant: ManagedTenantModel, @Context() context: RequestContext): Promise<number> {
    const grant = requireWorkspace(principalOf(context), tenant.workspaceId);
    return (await this.loaders.activeCounts(context, grant)).byTenant.get(tenant.id) ?? 0;
  }
}
