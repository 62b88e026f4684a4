import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { GraphQLJSON } from 'graphql-scalars';
import { Context, type RequestContext } from '../../platform/graphql/context.js';
import { Requires } from '../../platform/graphql/requires.js';
import { BaselineItemModel, SettingRowModel } from './baseline-item.model.js';
import { BaselineItems } from './baseline-items.service.js';

@Resolver(() => BaselineItemModel)
export class BaselineItemsResolver {
  constructor(private readonly items: BaselineItems) {}

  @Query(() => BaselineItemModel)
  @Requires('baselines.view')
  async baselineItem(
    @Args('id', { type: () => ID }) id: string,
    @Context() context: RequestContext,
  ): Promise<BaselineItemModel> {
    return BaselineItemModel.toModel(await this.items.find(context, id), context.locale);
  }

  @ResolveField(() => GraphQLJSON, { description: 'As it was read, with secrets masked.' })
  content(@Parent() { row }: BaselineItemModel, @Context() context: RequestContext): Promise<unknown> {
    return this.items.content(context, row);
  }

  @ResolveField(() => [SettingRowModel], { description: 'Settings by readable name; secrets masked.' })
  settings(
    @Parent() { row }: BaselineItemModel,
    @Context() context: RequestContext,
  ): Promise<readonly SettingRowModel[]> {
    return this.items.settings(context, row);
  }

  @ResolveField(() => [SettingRowModel], {
    nullable: true,
    description: 'Null where the source holds no assignments at all: not captured is not the same as none.',
  })
  assignments(
    @Parent() { row }: BaselineItemModel,
    @Context() context: RequestContext,
  ): Promise<readonly SettingRowModel[] | null> {
    return this.items.assignments(context, row);
  }
}
