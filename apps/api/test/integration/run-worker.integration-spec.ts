import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { RunWorker } from '../../src/modules/operation-runs/run-worker.js';
import { createRunQueue } from '../../src/platform/queue/index.js';
import { aHandler, type TestExecution, type TestHandler } from '../operation-runs/a-handler.js';
import { startRunPlatform, type RunPlatform } from '../operation-runs/run-platform.js';
import { until } from '../until.js';

/** What the handler does is decided by each test. */
let execute: TestHandler['execute'];
let runs: RunPlatform;
const workers: RunWorker[] = [];

beforeAll(async () => {
  runs = await startRunPlatform({
    handlers: [
      aHandler({ execute: (execution) => execute(execution) }),
      aHandler({ type: 'baseline_capture', takesTenantTurn: true, execute: (execution) => execute(execution) }),
    ],
    queue: (databaseUrl) => createRunQueue({ databaseUrl, onError: () => undefined }),
    config: { HEARTBEAT_MS: '200', LEASE_MS: '2000', RELAY_MS: '100', REAPER_MS: '500' },
  });
  runs.relay.onApplicationBootstrap();
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.onModuleDestroy()));
});
afterAll(() => runs.close());

function aWorker(): RunWorker {
  const worker = runs.worker();
  worker.onApplicationBootstrap();
  workers.push(worker);
  return worker;
}
const ended = (id: string) =>
  until(
    () => runs.read(id),
    ({ status }) => status === 'completed',
  );

/** A handler that works until it is interrupted, and then lets go as it must. */
function linger() {
  const begun = Promise.withResolvers<TestExecution>();
  execute = async (execution) => {
    await execution.report({ counts: { items: 1 }, resume: { page: 1 } });
    begun.resolve(execution);
    await once(execution.signal, 'abort');
    await execution.report({ counts: { items: 2 } });
    throw new Error('a report after the interruption was taken');
  };
  return begun.promise;
}

describe('a worker', () => {
  it('executes what was accepted, with its input, and says how it ended', async () => {
    const seen: unknown[] = [];
    execute = ({ input, attempt, resume }) => {
      seen.push({ input, attempt, resume });
      return Promise.resolve({
        outcome: 'partially_succeeded',
        counts: { items: 3 },
        reason: { code: 'items_not_read', params: { items: 1 } },
      });
    };
    aWorker();
    const { id } = await runs.begin({ input: { scope: 'devices' } });
    expect(await ended(id)).toMatchObject({ outcome: 'partially_succeeded', attempt: 1, summaryCounts: { items: 3 } });
    expect(seen).toEqual([{ input: { scope: 'devices' }, attempt: 1, resume: null }]);
  });

  it('keeps the lease of a job that is silent for long', async () => {
    const going = Promise.withResolvers<undefined>();
    execute = async () => {
      await going.promise;
      return { outcome: 'succeeded' };
    };
    aWorker();
    const { id } = await runs.begin();
    const { leaseExpiresAt } = await until(
      () => runs.read(id),
      ({ status }) => status === 'running',
    );
    await until(
      () => runs.read(id),
      (run) => (run.leaseExpiresAt?.getTime() ?? 0) > (leaseExpiresAt?.getTime() ?? 0),
    );
    going.resolve(undefined);
    expect(await ended(id)).toMatchObject({ outcome: 'succeeded', attempt: 1 });
  });

  it('tries again after a failure, from where it stood, and says nothing of the failure to operators', async () => {
    execute = async (execution) => {
      if (execution.resume?.page === 7) return { outcome: 'succeeded' };
      await execution.report({ resume: { page: 7 } });
      throw new Error('TypeError at https://graph.test/secret');
    };
    aWorker();
    const { id } = await runs.begin();
    const run = await ended(id);
    expect(run).toMatchObject({ outcome: 'succeeded', attempt: 2 });
    expect(JSON.stringify(run.context)).not.toContain('secret');
  });

  it('reports nothing that a type must not report: such an attempt failed', async () => {
    execute = async (execution) => {
      if (execution.attempt === 1) await execution.report({ phase: 'uploading' });
      return { outcome: 'succeeded' };
    };
    aWorker();
    const { id } = await runs.begin();
    expect(await ended(id)).toMatchObject({ outcome: 'succeeded', attempt: 2 });
  });

  it('interrupts the job as soon as its run is cancelled, and writes nothing more', async () => {
    const begun = linger();
    aWorker();
    const { id } = await runs.begin();
    await begun;
    await runs.service.cancel(runs.workspaceId, id, runs.person);
    expect(await ended(id)).toMatchObject({ outcome: 'cancelled', summaryCounts: { items: 1 } });
  });

  it('that stops hands its run to another, which uses up no attempt', async () => {
    const begun = linger();
    const first = aWorker();
    const { id } = await runs.begin();
    await begun;
    execute = ({ resume }) => Promise.resolve({ outcome: 'succeeded', counts: { items: 10 + (resume?.page ?? 0) } });
    await first.onModuleDestroy();
    expect(await runs.read(id)).toMatchObject({ status: 'running', leaseOwner: null, attempt: 0 });
    aWorker();
    expect(await ended(id)).toMatchObject({ outcome: 'succeeded', attempt: 1, summaryCounts: { items: 11 } });
  });

  it('that was replaced lets go, and the other one ends the run', async () => {
    const begun = linger();
    aWorker();
    const { id } = await runs.begin();
    const { signal } = await begun;
    await runs.sql(`UPDATE operation_runs SET lease_epoch = lease_epoch + 1, lease_owner = 'other' WHERE id = $1`, [
      id,
    ]);
    await until(() => signal.aborted, Boolean);
    await runs.service.complete({ workspaceId: runs.workspaceId, runId: id, epoch: 2 }, { outcome: 'succeeded' });
    expect(await runs.read(id)).toMatchObject({ outcome: 'succeeded', summaryCounts: { items: 1 } });
  });

  it('reads a tenant for one run after the other', async () => {
    const log: string[] = [];
    let now = 0;
    let most = 0;
    execute = async ({ runId, report }) => {
      most = Math.max(most, (now += 1));
      log.push(runId);
      for (const items of [1, 2, 3]) await report({ counts: { items } });
      now -= 1;
      return { outcome: 'succeeded' };
    };
    aWorker();
    aWorker();
    const tenantId = await runs.addTenant();
    const all = await Promise.all([1, 2, 3, 4].map(() => runs.begin({ tenantId, type: 'baseline_capture' })));
    for (const { id } of all) expect(await ended(id)).toMatchObject({ outcome: 'succeeded', attempt: 1 });
    expect(most).toBe(1);
    expect(new Set(log).size).toBe(4);
  });
});
