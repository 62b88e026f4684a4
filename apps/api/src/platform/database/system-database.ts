import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rowsOf } from './workspace-database.js';

/**
 * For what belongs to no workspace: people, sessions, and the few definer functions that look across workspaces and
 * return ids. The tables of workspaces are out of reach here: without a workspace set, their policies raise an error.
 */
@Injectable()
export class SystemDatabase {
  constructor(private readonly dataSource: DataSource) {}

  /** One statement, its own transaction. */
  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await rowsOf<Row>(runner.query(sql, parameters as unknown[], true));
    } finally {
      await runner.release();
    }
  }
}
