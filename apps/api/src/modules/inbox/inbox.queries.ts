import { Injectable } from '@nestjs/common';
import type { Grant } from '../../platform/access/index.js';
import { WorkspaceDatabase, type WorkspaceTx } from '../../platform/database/index.js';
import { pageOf, pageRequest, type Page } from '../../platform/graphql/pages.js';
import { VISIBLE_RUNS, visibleRunParameters } from '../operation-runs/index.js';
import { NOTIFICATION_COLUMNS, type NotificationRow } from './notification.row.js';

/** More unread ones are counted, but not told one by one. */
export const TOLD_AT_MOST = 50;

export interface Unread {
  readonly count: number;
  /** The newest, at most TOLD_AT_MOST. */
  readonly newest: readonly NotificationRow[];
}

// What somebody was told of before they lost sight of the run is left out: the run's own rule decides here too.
const OWN = `notifications n JOIN operation_runs r ON r.workspace_id = n.workspace_id AND r.id = n.run_id
  WHERE n.workspace_id = $1 AND n.user_id = $2 AND ${VISIBLE_RUNS('$3', '$4')}`;

const ownParameters = (grant: Grant, userId: string) => [grant.workspaceId, userId, ...visibleRunParameters(grant)];

/** Reads and marks what one person was told in one workspace. */
@Injectable()
export class InboxQueries {
  constructor(private readonly database: WorkspaceDatabase) {}

  async page(
    grant: Grant,
    userId: string,
    paging: { first?: number | null; after?: string | null },
  ): Promise<Page<NotificationRow>> {
    const scope = { list: `notifications ${userId}`, within: grant.workspaceId };
    const request = pageRequest(scope, paging);
    const rows = await this.database.run(grant.workspaceId, (tx) =>
      tx.query<NotificationRow>(
        `SELECT ${NOTIFICATION_COLUMNS} FROM ${OWN} AND ($5::uuid IS NULL OR n.id < $5) ORDER BY n.id DESC LIMIT $6`,
        [...ownParameters(grant, userId), request.from?.[0] ?? null, request.size + 1],
      ),
    );
    return pageOf(scope, request, rows, ({ id }) => [id]);
  }

  unread(grant: Grant, userId: string): Promise<Unread> {
    return this.database.run(grant.workspaceId, async (tx) => {
      const newest = await tx.query<NotificationRow>(
        `SELECT ${NOTIFICATION_COLUMNS} FROM ${OWN} AND n.read_at IS NULL ORDER BY n.id DESC LIMIT ${String(TOLD_AT_MOST)}`,
        ownParameters(grant, userId),
      );
      const count = newest.length < TOLD_AT_MOST ? newest.length : await countUnread(tx, grant, userId);
      return { count, newest };
    });
  }

  unreadCount(grant: Grant, userId: string): Promise<number> {
    return this.database.run(grant.workspaceId, (tx) => countUnread(tx, grant, userId));
  }

  /** Marks the given ones, or all; returns how many are left unread. */
  markRead(grant: Grant, userId: string, ids: readonly string[] | null, afterCommit: () => void): Promise<number> {
    return this.database.run(grant.workspaceId, async (tx) => {
      const marked = await tx.query(
        `UPDATE notifications SET read_at = now()
         WHERE workspace_id = $1 AND user_id = $2 AND read_at IS NULL AND ($3::uuid[] IS NULL OR id = ANY ($3))
         RETURNING id`,
        [grant.workspaceId, userId, ids],
      );
      if (marked.length > 0) tx.afterCommit(afterCommit);
      return countUnread(tx, grant, userId);
    });
  }
}

async function countUnread(tx: WorkspaceTx, grant: Grant, userId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${OWN} AND n.read_at IS NULL`,
    ownParameters(grant, userId),
  );
  return row?.count ?? 0;
}
