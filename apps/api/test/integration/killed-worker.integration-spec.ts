import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { RunRow } from '../../src/modules/operation-runs/run.row.js';
import { createRunQueue } from '../../src/platform/queue/index.js';
import { aHandler } from '../operation-runs/a-handler.js';
import { startRunPlatform, type RunPlatform } from '../operation-runs/run-platform.js';
import { until } from '../until.js';

jest.setTimeout(60_000);

const PAGES = [0, 1, 2, 3];
const LEASE_MS = 1_500;

interface WorkerProcess {
  /** Pages that this process began to read. */
  readonly read: readonly number[];
  readonly reached: Promise<void>;
  kill(): Promise<unknown>;
  /** Tells it to end, and waits until it did; returns its exit code. */
  stop(): Promise<number | null>;
}

let runs: RunPlatform;
const processes: ChildProcess[] = [];

beforeAll(async () => {
  runs = await startRunPlatform({
    handlers: [aHandler({ maxAttempts: 5, takesTenantTurn: true })],
    queue: (databaseUrl) => createRunQueue({ databaseUrl, onError: () => undefined }),
  });
});
afterEach(async () => {
  for (const child of processes.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});
afterAll(() => runs.close());

async function aWorker(stopAt = 'none'): Promise<WorkerProcess> {
  const child = fork(fileURLToPath(new URL('../operation-runs/halting-worker.mjs', import.meta.url)), {
    execArgv: ['--conditions=@tenantatlas/source', '--disable-warning=ExperimentalWarning'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DATABASE_URL: runs.url,
      DATABASE_POOL: '4',
      ENCRYPTION_KEY: runs.config.ENCRYPTION_KEY,
      LOG_LEVEL: 'silent',
      LEASE_MS: String(LEASE_MS),
      HEARTBEAT_MS: '300',
      REAPER_MS: '300',
      RELAY_MS: '200',
      STOP_AT: stopAt,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  processes.push(child);
  const read: number[] = [];
  const reached = Promise.withResolvers<undefined>();
  const ready = Promise.withResolvers<undefined>();
  child.on('message', (message: { type: string; page?: number }) => {
    if (message.type === 'ready') ready.resolve(undefined);
    if (message.type === 'reached') reached.resolve(undefined);
    if (message.page !== undefined) read.push(message.page);
  });
  child.once('exit', (code) => {
    ready.reject(new Error(`the worker ended with ${String(code)} before it was ready`));
  });
  await ready.promise;
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const [code] = await exited;
    return code;
  };
  return { read, reached: reached.promise, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

const ended = (run: RunRow) =>
  until(
    () => runs.read(run.id),
    ({ status }) => status === 'completed',
    30_000,
  );

async function expectOneEnd(run: RunRow): Promise<void> {
  const { audit, notifications } = await runs.traces(run.id);
  expect(audit).toEqual(['operation_run.started succeeded', 'operation_run.completed succeeded']);
  expect(notifications).toBe(1);
  expect(await runs.sql('SELECT 1 FROM support_bundles WHERE run_id = $1', [run.id])).toHaveLength(1);
}

describe('a worker that is killed', () => {
  it.each([
    ['before its first page', 'claimed', PAGES],
    ['while it reads a page', 'in_page', [1, 2, 3]],
    ['before a checkpoint', 'before_checkpoint', [2, 3]],
    ['after a checkpoint', 'after_checkpoint', [3]],
    ['within the terminal transaction', 'in_end', []],
  ])('%s leaves the run to the next, which reads no page again that was checkpointed', async (_, place, rest) => {
    const first = await aWorker(place);
    const run = await runs.begin({ tenantId: await runs.addTenant() });
    await first.reached;
    await first.kill();
    const second = await aWorker();
    expect(await ended(run)).toMatchObject({ outcome: 'succeeded', attempt: 2, summaryCounts: { items: 4 } });
    expect(second.read).toEqual(rest);
    await expectOneEnd(run);
  });

  it('again and again, at other places, still comes to one end', async () => {
    const run = await runs.begin({ tenantId: await runs.addTenant() });
    for (const place of ['claimed', 'before_checkpoint', 'in_end']) {
      const worker = await aWorker(place);
      await worker.reached;
      await worker.kill();
    }
    await aWorker();
    expect(await ended(run)).toMatchObject({ outcome: 'succeeded', attempt: 4 });
    await expectOneEnd(run);
  });

  it('after the end leaves nothing to be done again', async () => {
    const first = await aWorker();
    const run = await runs.begin({ tenantId: await runs.addTenant() });
    await ended(run);
    await first.kill();
    const second = await aWorker();
    const other = await runs.begin({ tenantId: await runs.addTenant() });
    await ended(other);
    expect(second.read).toEqual(PAGES);
    await expectOneEnd(run);
  });
});

describe('a worker that is told to stop', () => {
  it('hands the run back without using up an attempt, and ends in order', async () => {
    const first = await aWorker('stopped');
    const run = await runs.begin({ tenantId: await runs.addTenant() });
    await first.reached;
    expect(await first.stop()).toBe(0);
    expect(await runs.read(run.id)).toMatchObject({
      status: 'running',
      attempt: 0,
      leaseOwner: null,
      context: { resume: { page: 1 }, progress: { waitingFor: 'worker' } },
    });
    const second = await aWorker();
    expect(await ended(run)).toMatchObject({ outcome: 'succeeded', attempt: 1 });
    expect(second.read).toEqual([1, 2, 3]);
    await expectOneEnd(run);
  });
});
