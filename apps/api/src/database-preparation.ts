import { runMigrations } from 'bullmq';
import pg from 'pg';
import { seedDemo } from './demo/demo-seed.js';
import type { AppConfig } from './platform/config/index.js';
import { ownerDataSource } from './platform/database/index.js';

/** What the preparation did. */
export interface Preparation {
  readonly migrations: number;
  readonly seeded: boolean;
}

/** Any number; all that prepare a database at the same time must use the same. */
const PREPARATION_LOCK = 7_230_419;

/**
 * Brings the database up to date as its owner, and fills in the demo where the configuration asks for it. Safe to run
 * at any time, by several at once, and again: what is done already is left alone.
 */
export async function prepareDatabase(config: AppConfig): Promise<Preparation> {
  const migrations = await migrate(config.DATABASE_URL, { queue: config.REDIS_URL === undefined });
  const seeded = config.SEED_DEMO && (await seedDemo(config));
  return { migrations, seeded };
}

/** Runs the migrations of the schema and, where the queue lives in Postgres, its own. */
export async function migrate(url: string, { queue }: { queue: boolean }): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PREPARATION_LOCK]);
    if (queue) await runMigrations(client, 'bullmq');
    return await migrateSchema(url);
  } finally {
    await client.end();
  }
}

async function migrateSchema(url: string): Promise<number> {
  const dataSource = await ownerDataSource(url).initialize();
  try {
    return (await dataSource.runMigrations({ transaction: 'each' })).length;
  } finally {
    await dataSource.destroy();
  }
}
