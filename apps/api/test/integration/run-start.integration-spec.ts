import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import type { StartResult } from '../../src/modules/operation-runs/run-starter.js';
import { aHandler } from '../operation-runs/a-handler.js';
import { startRunPlatform, type RunPlatform } from '../operation-runs/run-platform.js';
import { until } from '../until.js';

let runs: RunPlatform;
beforeAll(async () => {
  runs = await startRunPlatform({
    handlers: [aHandler(), aHandler({ type: 'provider.connection.check', queue: 'light' })],
  });
});
afterAll(() => runs.close());

const runOf = (result: StartResult) => {
  if (result.kind !== 'started') throw new Error('blocked');
  return result.run;
};
const times = <Result>(count: number, work: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

describe('starting the same work', () => {
  it('200 times at once gives one run, which every caller gets, and one audit entry', async () => {
    const input = { scope: 'the same' };
    const results = await times(200, () => runs.start({ input }));
    const ids = new Set(results.map((result) => runOf(result).id));
    expect(ids.size).toBe(1);
    expect(results.filter((result) => result.kind === 'started' && !result.alreadyActive)).toHaveLength(1);
    const [id] = ids;
    expect((await runs.traces(id ?? '')).audit).toEqual(['operation_run.started succeeded']);
    expect(await runs.sql('SELECT 1 FROM run_dispatches WHERE run_id = $1', [id])).toHaveLength(1);
  });

  it('again after its end gives a new run', async () => {
    const input = { scope: 'again' };
    const first = await runs.begin({ input });
    await runs.service.cancel(runs.workspaceId, first.id, runs.person);
    const second = await runs.begin({ input });
    expect(second.id).not.toBe(first.id);
  });

  it.each([
    ['another tenant', async () => ({ tenantId: await runs.addTenant() })],
    ['another type', () => Promise.resolve({ type: 'provider.connection.check' as const })],
    ['another scope', () => Promise.resolve({ input: { scope: 'another' } })],
  ])('for %s is other work', async (_, other) => {
    const input = { scope: `what differs ${v7()}` };
    const first = await runs.begin({ input });
    expect((await runs.begin({ input, ...(await other()) })).id).not.toBe(first.id);
  });

  it('differing only in what is no part of its identity is the same work', async () => {
    const scope = v7();
    const first = await runs.begin({ input: { scope, note: 'one' } });
    const second = await runs.start({ input: { scope, note: 'two' } });
    expect(second).toMatchObject({ kind: 'started', alreadyActive: true, run: { id: first.id } });
  });
});

describe('a new run', () => {
  it('is queued, waits for a worker, keeps its initiator by name and is told of', async () => {
    const run = await runs.begin();
    expect(run).toMatchObject({
      status: 'queued',
      outcome: 'pending',
      revision: 1,
      attempt: 0,
      initiatorName: 'Olga Owner',
    });
    expect(run.context).toMatchObject({ progress: { waitingFor: 'worker' } });
    const { wakeUp } = await until(
      () => ({ wakeUp: runs.wakeUps.find(({ runId }) => runId === run.id) }),
      (told) => told.wakeUp !== undefined,
    );
    expect(wakeUp).toEqual({ workspaceId: runs.workspaceId, runId: run.id, revision: 1, urgent: true });
  });

  it('is not written where something is known to make it impossible', async () => {
    const scope = v7();
    const obstacle = () => Promise.resolve({ code: 'connection_missing' });
    const result = await runs.start({ input: { scope }, obstacle });
    expect(result).toEqual({ kind: 'blocked', reason: { code: 'connection_missing' }, tenantId: runs.tenantId });
    expect(await runs.sql(`SELECT 1 FROM operation_runs WHERE context #>> '{input,scope}' = $1`, [scope])).toEqual([]);
  });

  it('is not written at all where its audit entry cannot be', async () => {
    const scope = v7();
    const nameless = { ...runs.person, name: null as unknown as string };
    await expect(runs.start({ input: { scope }, initiator: nameless })).rejects.toThrow();
    expect(await runs.sql(`SELECT 1 FROM operation_runs WHERE context #>> '{input,scope}' = $1`, [scope])).toEqual([]);
  });

  it('is refused where its input does not fit', async () => {
    await expect(runs.start({ input: { scope: 7 as unknown as string } })).rejects.toThrow();
  });
});

describe('an idempotency key', () => {
  const conflict: unknown = expect.objectContaining({ extensions: { code: 'CONFLICT' } });

  it('gets the same run while it is active and after it has ended', async () => {
    const request = { input: { scope: v7() }, idempotencyKey: v7() };
    const run = await runs.begin(request);
    expect(await runs.start(request)).toMatchObject({ alreadyActive: true, run: { id: run.id } });
    await runs.service.cancel(runs.workspaceId, run.id, runs.person);
    expect(await runs.start(request)).toMatchObject({ alreadyActive: false, run: { id: run.id, status: 'completed' } });
  });

  it('gets one run however many requests with it arrive together', async () => {
    const request = { input: { scope: v7() }, idempotencyKey: v7() };
    const results = await times(30, () => runs.start(request));
    expect(new Set(results.map((result) => runOf(result).id)).size).toBe(1);
  });

  it.each([
    ['another scope', { input: { scope: 'another' } }],
    ['a difference that is no part of the identity', { input: { scope: 'one', note: 'other' } }],
    ['another type', { type: 'provider.connection.check' as const }],
    ['another tenant', { tenantId: null }],
  ])('with %s is a CONFLICT', async (_, other) => {
    const request = { input: { scope: 'one' }, idempotencyKey: v7() };
    await runs.start(request);
    await expect(runs.start({ ...request, ...other })).rejects.toEqual(conflict);
  });

  it('belongs to the principal who used it', async () => {
    const idempotencyKey = v7();
    const first = await runs.begin({ idempotencyKey });
    const second = await runs.begin({ idempotencyKey, initiator: { ...runs.person, id: v7() } });
    expect(second.id).not.toBe(first.id);
  });

  it('is free again after a day', async () => {
    const request = { input: { scope: v7() }, idempotencyKey: v7() };
    const run = await runs.begin(request);
    await runs.service.cancel(runs.workspaceId, run.id, runs.person);
    await runs.sql(`UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE key = $1`, [
      request.idempotencyKey,
    ]);
    expect((await runs.begin(request)).id).not.toBe(run.id);
  });

  it('of another run is kept with the run that was active already', async () => {
    const input = { scope: v7() };
    const active = await runs.begin({ input });
    const request = { input, idempotencyKey: v7() };
    await runs.start(request);
    await runs.service.cancel(runs.workspaceId, active.id, runs.person);
    expect(runOf(await runs.start(request)).id).toBe(active.id);
  });
});

describe('row-level security', () => {
  it('shows and lets write no run of another workspace', async () => {
    const run = await runs.begin();
    const other = v7();
    const elsewhere = <Row extends object>(statement: string, parameters: readonly unknown[]) =>
      runs.database.run(other, (tx) => tx.query<Row>(statement, parameters));
    expect(await elsewhere('SELECT id FROM operation_runs WHERE id = $1', [run.id])).toEqual([]);
    expect(await elsewhere('UPDATE operation_runs SET revision = 99 WHERE id = $1 RETURNING id', [run.id])).toEqual([]);
    await expect(
      elsewhere(
        `INSERT INTO operation_runs (workspace_id, id, type, initiator_kind, initiator_name, identity_hash)
         VALUES ($1, $2, 'inventory.sync', 'system', 'x', '\\x00')`,
        [runs.workspaceId, v7()],
      ),
    ).rejects.toThrow(/row-level security/);
    expect(await runs.service.claim(other, run.id, 'worker')).toBeNull();
    expect(await runs.service.cancel(other, run.id, runs.person)).toBeUndefined();
    expect(await runs.read(run.id)).toMatchObject({ status: 'queued', revision: 1 });
  });
});
