import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { startEmbeddedPostgres } from '../src/embedded-postgres/start.ts';
import { takeLock } from '../src/launch/launcher-lock.ts';
import { isAlive } from '../src/processes.ts';
import { until } from './until.ts';

// Several starts of a real database each, perhaps beside other tests on a small machine.
jest.setTimeout(30_000);

interface Report {
  readonly url: string;
  readonly database: number;
  readonly service: number;
}

describe('what is left of a killed launcher', () => {
  let dataDir: string;
  const pids: number[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tenantatlas-killed-'));
    await chmod(dataDir, 0o711);
  });

  afterEach(async () => {
    for (const pid of pids.splice(0)) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    await rm(dataDir, { recursive: true, maxRetries: 20, retryDelay: 100 });
  });

  async function launch(): Promise<Report & { readonly launcher: number }> {
    const launcher = fork(join(import.meta.dirname, 'fixtures/launcher.ts'), [dataDir], {
      execArgv: ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const [report] = (await once(launcher, 'message')) as [Report];
    const started = { ...report, launcher: launcher.pid ?? 0 };
    pids.push(started.launcher, started.database, started.service);
    return started;
  }

  it('ends by itself', async () => {
    const { launcher, database, service } = await launch();
    process.kill(launcher, 'SIGKILL');
    await until(() => !isAlive(service) && !isAlive(database));
  });

  it('does not stop the next launcher, which finds the data as they were', async () => {
    const first = await launch();
    process.kill(first.launcher, 'SIGKILL');
    await until(() => !isAlive(first.launcher));
    const second = await launch();
    expect(second.database).not.toBe(first.database);
    expect(isAlive(first.database)).toBe(false);
    await expect(takeLock(dataDir, 'somebody else')).rejects.toThrow(`(process ${second.launcher})`);
  });
});

describe('the data folder', () => {
  let dataDir: string;

  beforeEach(async () => {
    const parent = await mkdtemp(join(tmpdir(), 'tenantatlas-data-'));
    await chmod(parent, 0o711);
    dataDir = join(parent, 'postgres');
  });

  afterEach(async () => {
    await rm(join(dataDir, '..'), { recursive: true });
  });

  const start = () => startEmbeddedPostgres({ dataDir, password: 'secret', durability: 'throwaway' });

  async function query(url: string, sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('keeps its content over a restart', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await second.stop();
    expect(isAlive(second.pid)).toBe(false);
  });

  it('is not kept from starting by a lock file whose process id belongs to somebody else by now', async () => {
    const first = await start();
    const lockFile = join(dataDir, 'postmaster.pid');
    const lock = await readFile(lockFile, 'utf8');
    await first.stop();
    await writeFile(lockFile, lock.replace(/^\d+/, String(process.pid)));
    const second = await start();
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
    expect(isAlive(process.pid)).toBe(true);
  });
});
