/** A row of `notifications`. */
export interface NotificationRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly runId: string;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

export const NOTIFICATION_COLUMNS = `n.id, n.workspace_id AS "workspaceId", n.run_id AS "runId",
  n.created_at AS "createdAt", n.read_at AS "readAt"`;
