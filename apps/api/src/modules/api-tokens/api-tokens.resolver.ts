import { Args, ArgsType, Field, ID, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { requireWorkspace, seesTenant } from '../../platform/access/index.js';
import { Context, principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { toPageInfo } from '../../platform/graphql/page.model.js';
import { Requires } from '../../platform/graphql/requires.js';
import { ManagedTenantModel, TenantLookup, WorkspaceModel } from '../workspaces/index.js';
import { ApiTokenConnectionModel, ApiTokenModel, ApiTokenResult } from './api-token.model.js';
import { ApiTokens } from './api-tokens.service.js';

@ArgsType()
class CreateApiTokenArgs {
  @Field(() => ID) readonly workspaceId!: string;
  @Field() readonly name!: string;
  @Field(() => [String]) readonly capabilities!: string[];
  @Field(() => [ID], { nullable: true }) readonly tenantIds?: string[] | null;
  @Field() readonly expiresAt!: Date;
}

@Resolver(() => ApiTokenModel)
export class ApiTokensResolver {
  constructor(
    private readonly tokens: ApiTokens,
    private readonly lookup: TenantLookup,
  ) {}

  @Requires('tokens.manage')
  @Mutation(() => ApiTokenResult, { description: 'The secret is shown here and never again.' })
  createApiToken(@Args() args: CreateApiTokenArgs, @Context() context: RequestContext) {
    return this.tokens.create(context, args);
  }

  @Requires('signed_in')
  @Mutation(() => Boolean, { description: 'Ends a token at once; false where it had been revoked before.' })
  revokeApiToken(@Args('id', { type: () => ID }) id: string, @Context() context: RequestContext): Promise<boolean> {
    return this.tokens.revoke(context, id);
  }

  @ResolveField(() => [ManagedTenantModel], {
    nullable: true,
    description: 'The tenants that the token is limited to, as far as the caller sees them; null where it is not.',
  })
  async tenants(
    @Parent() token: ApiTokenModel,
    @Context() context: RequestContext,
  ): Promise<ManagedTenantModel[] | null> {
    if (token.tenantIds === null) return null;
    const grant = requireWorkspace(principalOf(context), token.workspaceId);
    const visible = token.tenantIds.filter((id) => seesTenant(grant, id));
    const found = await Promise.all(visible.map((id) => this.lookup.load(context, token.workspaceId, id)));
    return found.filter((tenant) => tenant !== null).map(ManagedTenantModel.toModel);
  }
}

@Resolver(() => WorkspaceModel)
export class WorkspaceTokensResolver {
  constructor(private readonly tokens: ApiTokens) {}

  @ResolveField(() => ApiTokenConnectionModel, {
    description: 'Needs tokens.manage for one’s own, tokens.manage_all for all; FORBIDDEN otherwise.',
  })
  async apiTokens(
    @Parent() workspace: WorkspaceModel,
    @Context() context: RequestContext,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<ApiTokenConnectionModel> {
    const page = await this.tokens.page(context, workspace.id, { first, after });
    return { nodes: page.rows.map(ApiTokenModel.toModel), pageInfo: toPageInfo(page) };
  }
}
