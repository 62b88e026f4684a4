import { Args, ID, Int, Mutation, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { Context, type RequestContext } from '../../platform/graphql/context.js';
import { toPageInfo } from '../../platform/graphql/page.model.js';
import { Requires } from '../../platform/graphql/requires.js';
import { WorkspaceModel } from '../workspaces/index.js';
import { InboxFeed } from './inbox-feed.js';
import type { InboxEvent } from './inbox-news.js';
import { Inbox } from './inbox.service.js';
import { NotificationConnectionModel, NotificationEventModel } from './notification.model.js';

@Resolver(() => NotificationConnectionModel)
export class InboxResolver {
  constructor(
    private readonly inbox: Inbox,
    private readonly feed: InboxFeed,
  ) {}

  @Requires('signed_in')
  @Mutation(() => Int, {
    description: 'Marks the named ones as read, or all where none are named; says how many are left unread.',
  })
  markNotificationsRead(
    @Context() context: RequestContext,
    @Args('workspaceId', { type: () => ID }) workspaceId: string,
    @Args('ids', { type: () => [ID], nullable: true }) ids: string[] | null = null,
  ): Promise<number> {
    return this.inbox.markRead(context, workspaceId, ids);
  }

  @Requires('signed_in')
  @Subscription(() => NotificationEventModel, {
    description: "The caller's unread notifications: the count as it is now, then each change.",
    async resolve(
      this: InboxResolver,
      { notificationFeed: event }: { notificationFeed: InboxEvent },
      _args,
      context: RequestContext,
    ) {
      const { kind, unreadCount, row } = event;
      return { kind, unreadCount, notification: row === null ? null : await this.inbox.toModel(row, context) };
    },
  })
  notificationFeed(@Context() context: RequestContext, @Args('workspaceId', { type: () => ID }) workspaceId: string) {
    return this.feed.open(context, workspaceId);
  }

  @ResolveField(() => Int)
  unreadCount(
    @Parent() { workspaceId }: NotificationConnectionModel,
    @Context() context: RequestContext,
  ): Promise<number> {
    return this.inbox.unreadCount(context, workspaceId);
  }
}

@Resolver(() => WorkspaceModel)
export class WorkspaceInboxResolver {
  constructor(private readonly inbox: Inbox) {}

  @ResolveField(() => NotificationConnectionModel, {
    description: "The caller's own notifications in this workspace, newest first.",
  })
  async notifications(
    @Parent() workspace: WorkspaceModel,
    @Context() context: RequestContext,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<NotificationConnectionModel> {
    const page = await this.inbox.page(context, workspace.id, { first, after });
    const told = await Promise.all(page.rows.map((row) => this.inbox.toModel(row, context)));
    const nodes = told.filter((notification) => notification !== null);
    return { nodes, pageInfo: toPageInfo(page), workspaceId: workspace.id };
  }
}
