import { Args, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { requireWorkspace } from '../../platform/access/index.js';
import { Context, principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { toPageInfo } from '../../platform/graphql/page.model.js';
import { Requires } from '../../platform/graphql/requires.js';
import { ManagedTenantConnectionModel, ManagedTenantModel } from './managed-tenant.model.js';
import { ViewerModel } from './viewer.model.js';
import { WorkspaceModel } from './workspace.model.js';
import { WorkspacesService } from './workspaces.service.js';

@Resolver(() => WorkspaceModel)
export class WorkspaceResolver {
  constructor(private readonly workspaces: WorkspacesService) {}

  @Query(() => WorkspaceModel)
  @Requires('signed_in')
  async workspace(@Args('slug') slug: string, @Context() context: RequestContext): Promise<WorkspaceModel> {
    return WorkspaceModel.toModel(await this.workspaces.bySlug(context, slug));
  }

  @ResolveField(() => ManagedTenantConnectionModel)
  async tenants(
    @Parent() workspace: WorkspaceModel,
    @Context() context: RequestContext,
    @Args('search', { type: () => String, nullable: true }) search: string | null,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<ManagedTenantConnectionModel> {
    const page = await this.workspaces.tenants(context, workspace.id, { search, first, after });
    return { nodes: page.rows.map(ManagedTenantModel.toModel), pageInfo: toPageInfo(page) };
  }

  @ResolveField(() => Int, { description: 'How many tenants the caller sees.' })
  tenantCount(@Parent() workspace: WorkspaceModel, @Context() context: RequestContext): Promise<number> {
    return this.workspaces.tenantCount(context, workspace.id);
  }

  @ResolveField(() => String, { description: 'What the caller is here; `token` where an API token asks.' })
  viewerRole(@Parent() workspace: WorkspaceModel, @Context() context: RequestContext): string {
    return requireWorkspace(principalOf(context), workspace.id).role;
  }

  @ResolveField(() => [String], { description: 'What the caller may do here.' })
  viewerCapabilities(@Parent() workspace: WorkspaceModel, @Context() context: RequestContext): string[] {
    return [...requireWorkspace(principalOf(context), workspace.id).capabilities];
  }

  @ResolveField(() => Boolean, { description: 'Whether the caller sees certain tenants only.' })
  viewerTenantLimited(@Parent() workspace: WorkspaceModel, @Context() context: RequestContext): boolean {
    return requireWorkspace(principalOf(context), workspace.id).tenantIds !== 'all';
  }
}

@Resolver(() => ManagedTenantModel)
export class ManagedTenantResolver {
  constructor(private readonly workspaces: WorkspacesService) {}

  @Query(() => ManagedTenantModel)
  @Requires('tenants.view')
  async managedTenant(
    @Args('id', { type: () => ID }) id: string,
    @Context() context: RequestContext,
  ): Promise<ManagedTenantModel> {
    return ManagedTenantModel.toModel(await this.workspaces.tenant(context, id));
  }

  @ResolveField(() => WorkspaceModel)
  async workspace(@Parent() tenant: ManagedTenantModel, @Context() context: RequestContext): Promise<WorkspaceModel> {
    return WorkspaceModel.toModel(await this.workspaces.byId(context, tenant.workspaceId));
  }
}

@Resolver(() => ViewerModel)
export class ViewerResolver {
  constructor(private readonly workspaces: WorkspacesService) {}

  @Query(() => ViewerModel)
  @Requires('signed_in')
  viewer(@Context() context: RequestContext): ViewerModel {
    return ViewerModel.toModel(principalOf(context));
  }

  @ResolveField('workspaces', () => [WorkspaceModel])
  async workspacesOf(@Parent() viewer: ViewerModel, @Context() context: RequestContext): Promise<WorkspaceModel[]> {
    const rows = await Promise.all(viewer.workspaceIds.map((id) => this.workspaces.byId(context, id)));
    return rows.map(WorkspaceModel.toModel).toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  }
}
