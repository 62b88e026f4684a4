import { Inject, Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { WorkspaceTx } from '../../platform/database/index.js';
import { FanOut } from '../../platform/pubsub/index.js';

/** Writes notifications, each in the transaction of what it tells of. */
@Injectable()
export class Notifications {
  constructor(@Inject(FanOut) private readonly fanOut: FanOut) {}

  /** Tells a person that a run has ended: once for each run, however often this is called. */
  async runCompleted(tx: WorkspaceTx, ended: { userId: string; runId: string }): Promise<void> {
    const written = await tx.query<{ id: string }>(
      `INSERT INTO notifications (workspace_id, id, user_id, kind, run_id) VALUES ($1, $2, $3, 'run_completed', $4)
       ON CONFLICT (workspace_id, run_id, kind) DO NOTHING RETURNING id`,
      [tx.workspaceId, v7(), ended.userId, ended.runId],
    );
    if (written.length === 0) return;
    tx.afterCommit(() => this.fanOut.publish('notifications', { workspaceId: tx.workspaceId, userId: ended.userId }));
  }
}
