import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../src/database-preparation.js';
import { MIGRATIONS } from '../src/migrations/index.js';

/** A database that belongs to one test file. */
export interface TestDatabase {
  readonly url: string;
  /** As its owner, for what tests set up or look at behind the application's back. */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** A migrated database, cloned from a template that is built once for each state of the migrations. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server) throw new Error('TEST_DATABASE_URL must name a Postgres server; "npm test" starts one.');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, async (admin) => {
    const template = await templateOn(admin, server);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const url = databaseUrl(server, name);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  return {
    url,
    query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
      (await pool.query<Row>(sql, [...parameters])).rows,
    close: async () => {
      await pool.end();
      await onServer(server, (admin) => admin.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

/** What has no template yet is built under a lock, so that test files that start together build it once. */
async function templateOn(admin: pg.Client, server: string): Promise<string> {
  const state = createHash('sha256').update(MIGRATIONS.map(String).join('\n')).digest('hex').slice(0, 16);
  const template = `template_${state}`;
  await admin.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
  try {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) await buildTemplate(admin, server, template);
  } finally {
    await admin.query('SELECT pg_advisory_unlock(hashtext($1))', [template]);
  }
  return template;
}

// Built under another name first: a template that is there is whole, even if the build of one was killed.
async function buildTemplate(admin: pg.Client, server: string, template: string): Promise<void> {
  const draft = `${template}_draft`;
  await admin.query(`DROP DATABASE IF EXISTS ${draft}`);
  await admin.query(`CREATE DATABASE ${draft}`);
  await migrate(databaseUrl(server, draft), { queue: true });
  await admin.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
}

async function onServer<Result>(server: string, work: (admin: pg.Client) => Promise<Result>): Promise<Result> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
