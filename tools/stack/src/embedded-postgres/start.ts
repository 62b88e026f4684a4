import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import pg from 'pg';
import { LOOPBACK } from '../ports.ts';
import { unprivilegedAccount } from './account.ts';
import { postgresPrograms } from './binaries.ts';
import { initialiseOnce, OWNER, reachableDataDir } from './data-folder.ts';
import { clearLeftover } from './leftover.ts';
import { startServer } from './server.ts';
import type { Durability } from './settings.ts';

export interface EmbeddedPostgresOptions {
  /** Where the data are kept; made at the first start. */
  readonly dataDir: string;
  /** The owner's password. It is set at the first start and must be the same at every later one. */
  readonly password?: string;
  /** Used where it is free; another one otherwise. */
  readonly port?: number;
  /** Kept data survive a power cut; throwaway data are for tests. Kept where absent. */
  readonly durability?: Durability;
  /** Made unless it exists. */
  readonly database?: string;
  readonly log?: (line: string) => void;
}

/** A database server of our own. */
export interface EmbeddedPostgres {
  /** Connects as the owner, who may do everything on this server. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Settles when the server has ended, asked to or not. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the Postgres that comes with the modules, on this machine's loopback address only.
 *
 * A server that a killed launcher left on the same data is stopped first.
 *
 * @throws where this platform has no embedded Postgres, or the server does not come up; the message says why
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { password = randomBytes(24).toString('base64url'), durability = 'kept', database = 'tenantatlas' } = options;
  const account = await unprivilegedAccount();
  const programs = await postgresPrograms(account !== undefined);
  const dataDir = await reachableDataDir(resolve(options.dataDir), account);
  await clearLeftover(dataDir);
  await initialiseOnce({ programs, dataDir, account, password, durability });
  const server = await startServer({
    programs,
    dataDir,
    account,
    durability,
    preferredPort: options.port,
    log: options.log ?? (() => undefined),
  });
  const urlOf = (name: string) =>
    `postgres://${OWNER}:${encodeURIComponent(password)}@${LOOPBACK}:${server.port}/${name}`;
  try {
    await createDatabaseOnce(urlOf('postgres'), database);
  } catch (problem) {
    await server.stop();
    throw problem;
  }
  const { port, pid, ended, stop } = server;
  return { url: urlOf(database), port, pid, ended, stop };
}

async function createDatabaseOnce(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
