import { Injectable } from '@nestjs/common';
import { LINKS } from '@tenantatlas/ops-ux';
import { requireWorkspace } from '../../platform/access/index.js';
import { isUuid } from '../../platform/database/index.js';
import { principalOf, type RequestContext } from '../../platform/graphql/context.js';
import type { Page } from '../../platform/graphql/pages.js';
import { FanOut } from '../../platform/pubsub/index.js';
import { canSeeRun, RunLoaders, toRunModel, type OperationRunModel } from '../operation-runs/index.js';
import { InboxQueries } from './inbox.queries.js';
import type { NotificationModel } from './notification.model.js';
import type { NotificationRow } from './notification.row.js';

/** What a person was told, as the API shows it. */
@Injectable()
export class Inbox {
  constructor(
    private readonly queries: InboxQueries,
    private readonly runs: RunLoaders,
    private readonly fanOut: FanOut,
  ) {}

  async page(
    context: RequestContext,
    workspaceId: string,
    paging: { first?: number | null; after?: string | null },
  ): Promise<Page<NotificationRow>> {
    const principal = principalOf(context);
    return this.queries.page(requireWorkspace(principal, workspaceId), principal.userId, paging);
  }

  unreadCount(context: RequestContext, workspaceId: string): Promise<number> {
    const principal = principalOf(context);
    return this.queries.unreadCount(requireWorkspace(principal, workspaceId), principal.userId);
  }

  /** Marks the named ones, or all where none are named. Ids of others are no ids of the caller's: nothing happens. */
  markRead(context: RequestContext, workspaceId: string, ids: readonly string[] | null): Promise<number> {
    const { userId } = principalOf(context);
    const grant = requireWorkspace(principalOf(context), workspaceId);
    const named = ids === null || ids.length === 0 ? null : ids.filter(isUuid);
    return this.queries.markRead(grant, userId, named, () => {
      this.fanOut.publish('notifications', { workspaceId: grant.workspaceId, userId });
    });
  }

  /** A notification in the words of its run. */
  async toModel(row: NotificationRow, context: RequestContext): Promise<NotificationModel | null> {
    const run = await this.runOf(row, context);
    if (run === null) return null;
    const { id, createdAt, readAt } = row;
    return { id, createdAt, readAt, title: run.title, statement: run.statement, href: LINKS.operation(run.id), run };
  }

  private async runOf(row: NotificationRow, context: RequestContext): Promise<OperationRunModel | null> {
    const run = await this.runs.byId(context, row.workspaceId, row.runId);
    const grant = requireWorkspace(principalOf(context), row.workspaceId);
    return run === null || !canSeeRun(grant, run) ? null : toRunModel(run, context);
  }
}
