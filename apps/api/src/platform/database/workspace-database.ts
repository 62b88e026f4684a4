import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

type AfterCommit = () => void | Promise<void>;

/** A transaction within one workspace: every row it sees or writes belongs to that workspace. */
export interface WorkspaceTx {
  readonly workspaceId: string;
  /** Plain SQL with bound parameters. `Row` is what the statement returns; an UPDATE returns rows only by RETURNING. */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs once the transaction has been committed, never otherwise: wake-ups belong here. */
  afterCommit(work: AfterCommit): void;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text may be an id at all; what is none never reaches the database. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** The only door to the data of a workspace (the other is SystemDatabase, for what belongs to none). */
@Injectable()
export class WorkspaceDatabase {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in one transaction that is bound to the workspace; row-level security sees to it that nothing of another
   * can be read or written. Rolls back when `work` throws, and rethrows.
   */
  async run<Result>(workspaceId: string, work: (tx: WorkspaceTx) => Promise<Result>): Promise<Result> {
    if (!isUuid(workspaceId)) throw new Error('a workspace transaction needs the id of a workspace');
    const runner = this.dataSource.createQueryRunner();
    const followUps: AfterCommit[] = [];
    try {
      await runner.startTransaction();
      await runner.query(`SELECT set_config('app.workspace_id', $1, true)`, [workspaceId]);
      const result = await work({
        workspaceId,
        query: (sql, parameters) => rowsOf(runner.query(sql, parameters as unknown[] | undefined, true)),
        afterCommit: (followUp) => followUps.push(followUp),
      });
      await runner.commitTransaction();
      for (const followUp of followUps) await followUp();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/** Structured results of TypeORM carry the rows of every statement alike, with or without RETURNING. */
export async function rowsOf<Row>(result: Promise<unknown>): Promise<Row[]> {
  return ((await result) as { records: Row[] }).records;
}
