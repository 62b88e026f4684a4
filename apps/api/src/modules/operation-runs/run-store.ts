import { createHash } from 'node:crypto';
import type { WorkspaceTx } from '../../platform/database/index.js';
import { RUN_COLUMNS, type RunRow } from './run.row.js';

/** The statements by which OperationRunService, and nothing else, writes runs. Every change grows the revision by one. */

/**
 * A run with the database's time, locked against every other writer until the transaction ends. Rows that refer to the
 * run may still be added meanwhile: two runs that end at the same time ring for each other, and must not wait for it.
 */
export async function lockRun(tx: WorkspaceTx, runId: string): Promise<{ run: RunRow; now: Date } | null> {
  const [row] = await tx.query<RunRow & { dbNow: Date }>(
    `SELECT ${RUN_COLUMNS}, clock_timestamp() AS "dbNow" FROM operation_runs r
     WHERE r.workspace_id = $1 AND r.id = $2 FOR NO KEY UPDATE OF r`,
    [tx.workspaceId, runId],
  );
  if (row === undefined) return null;
  const { dbNow, ...run } = row;
  return { run, now: dbNow };
}

export async function readRun(tx: WorkspaceTx, runId: string): Promise<RunRow | undefined> {
  const [row] = await tx.query<RunRow>(
    `SELECT ${RUN_COLUMNS} FROM operation_runs r WHERE r.workspace_id = $1 AND r.id = $2`,
    [tx.workspaceId, runId],
  );
  return row;
}

export async function findActive(tx: WorkspaceTx, identity: Buffer): Promise<RunRow | undefined> {
  const [row] = await tx.query<RunRow>(
    `SELECT ${RUN_COLUMNS} FROM operation_runs r
     WHERE r.workspace_id = $1 AND r.identity_hash = $2 AND r.status <> 'completed'`,
    [tx.workspaceId, identity],
  );
  return row;
}

const COLUMN_OF = {
  status: 'status',
  outcome: 'outcome',
  summaryCounts: 'summary_counts',
  context: 'context',
  attempt: 'attempt',
  leaseEpoch: 'lease_epoch',
  leaseOwner: 'lease_owner',
} as const;

/** Named, because what is null in another column must stay NULL, not become the text of a JSON null. */
const JSON_FIELDS: ReadonlySet<string> = new Set(['summaryCounts', 'context'] satisfies (keyof typeof COLUMN_OF)[]);

/** Times are set by the database's clock: now, a while from now, or cleared. */
type TimeChange = 'now' | 'now_if_null' | 'clear' | { readonly inMs: number };
const TIME_COLUMN_OF = {
  leaseExpiresAt: 'lease_expires_at',
  heartbeatAt: 'heartbeat_at',
  advancedAt: 'advanced_at',
  startedAt: 'started_at',
  completedAt: 'completed_at',
  cancelRequestedAt: 'cancel_requested_at',
} as const;

export type RunChange = Partial<Pick<RunRow, keyof typeof COLUMN_OF>> &
  Partial<Record<keyof typeof TIME_COLUMN_OF, TimeChange>>;

/** Writes a change to a locked run and returns its new revision. */
export async function changeRun(tx: WorkspaceTx, runId: string, change: RunChange): Promise<number> {
  const values: unknown[] = [tx.workspaceId, runId];
  const sets = ['revision = revision + 1'];
  const bind = (value: unknown) => `$${String(values.push(value))}`;
  for (const [field, value] of Object.entries<unknown>(change)) {
    if (value === undefined) continue;
    if (field in COLUMN_OF) {
      const stored = JSON_FIELDS.has(field) ? JSON.stringify(value) : value;
      sets.push(`${COLUMN_OF[field as keyof typeof COLUMN_OF]} = ${bind(stored)}`);
    } else {
      const column = TIME_COLUMN_OF[field as keyof typeof TIME_COLUMN_OF];
      sets.push(`${column} = ${timeSql(column, value as TimeChange, bind)}`);
    }
  }
  const [row] = await tx.query<{ revision: number }>(
    `UPDATE operation_runs SET ${sets.join(', ')} WHERE workspace_id = $1 AND id = $2 RETURNING revision`,
    values,
  );
  if (row === undefined) throw new Error('the run to change is gone');
  return row.revision;
}

function timeSql(column: string, change: TimeChange, bind: (value: unknown) => string): string {
  switch (change) {
    case 'now':
      return 'clock_timestamp()';
    case 'now_if_null':
      return `coalesce(${column}, clock_timestamp())`;
    case 'clear':
      return 'NULL';
    default:
      return `clock_timestamp() + make_interval(secs => ${bind(change.inMs / 1000)})`;
  }
}

/** Puts a run into the outbox once more. Where somebody else does so at this moment, theirs is as good. */
export async function dispatch(tx: WorkspaceTx, run: Pick<RunRow, 'id' | 'type'>, inMs = 0): Promise<void> {
  await tx.query(
    `INSERT INTO run_dispatches (workspace_id, run_id, number, run_type, available_at)
     SELECT $1, $2, coalesce(max(number), 0) + 1, $3, clock_timestamp() + make_interval(secs => $4)
     FROM run_dispatches WHERE workspace_id = $1 AND run_id = $2
     ON CONFLICT DO NOTHING`,
    [tx.workspaceId, run.id, run.type, inMs / 1000],
  );
}

/** The number of a run's newest dispatch. */
export async function lastDispatch(tx: WorkspaceTx, runId: string): Promise<number> {
  const [row] = await tx.query<{ last: number }>(
    'SELECT coalesce(max(number), 0) AS last FROM run_dispatches WHERE workspace_id = $1 AND run_id = $2',
    [tx.workspaceId, runId],
  );
  return row?.last ?? 0;
}

/** A run that ended is rung for no more: the outbox holds only what is still to be done. */
export async function clearOutbox(tx: WorkspaceTx, runId: string): Promise<void> {
  await tx.query('DELETE FROM run_dispatches WHERE workspace_id = $1 AND run_id = $2', [tx.workspaceId, runId]);
}

/** Whether another run that takes turns holds the tenant. Locks the question until the transaction ends. */
export async function tenantIsTaken(tx: WorkspaceTx, run: RunRow, turnTakers: readonly string[]): Promise<boolean> {
  if (run.tenantId === null || !turnTakers.includes(run.type)) return false;
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [run.tenantId]);
  const held = await tx.query(
    `SELECT 1 FROM operation_runs WHERE workspace_id = $1 AND tenant_id = $2 AND id <> $3 AND type = ANY($4)
       AND status = 'running' AND lease_owner IS NOT NULL AND lease_expires_at > clock_timestamp() LIMIT 1`,
    [tx.workspaceId, run.tenantId, run.id, turnTakers],
  );
  return held.length > 0;
}

/** Rings for the run that has waited longest for its turn with this tenant. */
export async function passTurn(tx: WorkspaceTx, run: RunRow, turnTakers: readonly string[]): Promise<void> {
  if (run.tenantId === null || !turnTakers.includes(run.type)) return;
  const [next] = await tx.query<Pick<RunRow, 'id' | 'type'>>(
    `SELECT id, type FROM operation_runs WHERE workspace_id = $1 AND tenant_id = $2 AND id <> $3 AND type = ANY($4)
       AND status <> 'completed' AND lease_owner IS NULL ORDER BY id LIMIT 1`,
    [tx.workspaceId, run.tenantId, run.id, turnTakers],
  );
  if (next !== undefined) await dispatch(tx, next);
}

/** A fingerprint of what makes work "the same". */
export function hashOf(parts: readonly unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
