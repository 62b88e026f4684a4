import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunRow } from '../../src/modules/operation-runs/run.row.js';
import { aHandler } from '../operation-runs/a-handler.js';
import { startRunPlatform, type RunPlatform } from '../operation-runs/run-platform.js';

let runs: RunPlatform;
beforeAll(async () => {
  runs = await startRunPlatform({
    handlers: [
      aHandler({ takesTenantTurn: true }),
      aHandler({ type: 'baseline_capture', takesTenantTurn: true }),
      aHandler({ type: 'provider.connection.check' }),
    ],
  });
});
afterAll(() => runs.close());

const claim = (run: RunRow) => runs.service.claim(runs.workspaceId, run.id, 'worker');
const cancel = (run: RunRow) => runs.service.cancel(runs.workspaceId, run.id, runs.person);
const waitsFor = async (run: RunRow) =>
  ((await runs.read(run.id)).context['progress'] as { waitingFor?: string }).waitingFor;
const dispatches = async (run: RunRow) =>
  (await runs.sql('SELECT 1 FROM run_dispatches WHERE run_id = $1', [run.id])).length;

/** Two runs of one tenant; the first is under way and the second has heard that it must wait. */
async function twoOfOneTenant() {
  const tenantId = await runs.addTenant();
  const first = await runs.begin({ tenantId });
  const second = await runs.begin({ tenantId, type: 'baseline_capture' });
  const claimed = await claim(first);
  if (claimed === null) throw new Error('the first run could not be claimed');
  expect(await claim(second)).toBeNull();
  return { tenantId, first, second, lease: claimed.lease };
}

describe('two runs that read much of one tenant', () => {
  it('take turns: the second says that it waits for the tenant', async () => {
    const { second } = await twoOfOneTenant();
    expect(await runs.read(second.id)).toMatchObject({ status: 'queued', attempt: 0 });
    expect(await waitsFor(second)).toBe('tenant_turn');
  });

  it('say so once, however often the bell rings', async () => {
    const { second } = await twoOfOneTenant();
    const { revision } = await runs.read(second.id);
    await claim(second);
    expect(await runs.read(second.id)).toMatchObject({ revision });
  });

  it.each([
    ['ends', ({ lease }) => runs.service.complete(lease, { outcome: 'succeeded' })],
    [
      'is cancelled',
      async ({ first, lease }) => {
        await cancel(first);
        await runs.service.completeCancelled(lease);
      },
    ],
    ['is handed back', ({ lease }) => runs.service.giveBack(lease, 'attempt_failed')],
    [
      'is lost',
      async ({ first }) => {
        await runs.sql(`UPDATE operation_runs SET lease_expires_at = now() - interval '1 second' WHERE id = $1`, [
          first.id,
        ]);
        await runs.service.recover(runs.workspaceId, first.id);
      },
    ],
  ] satisfies [string, (turn: Awaited<ReturnType<typeof twoOfOneTenant>>) => Promise<void>][])(
    'go on with the second when the first %s',
    async (_, letGo) => {
      const turn = await twoOfOneTenant();
      await letGo(turn);
      expect(await dispatches(turn.second)).toBe(2);
      expect(await claim(turn.second)).not.toBeNull();
      expect(await waitsFor(turn.second)).toBeUndefined();
    },
  );

  it('never run both, whoever is asked first', async () => {
    for (let round = 0; round < 10; round += 1) {
      const tenantId = await runs.addTenant();
      const all = await Promise.all(Array.from({ length: 4 }, () => runs.begin({ tenantId })));
      const claims = await Promise.all(all.map(claim));
      expect(claims.filter((claimed) => claimed !== null)).toHaveLength(1);
    }
  });

  it('do not keep other tenants, nor what reads little, waiting', async () => {
    const { tenantId } = await twoOfOneTenant();
    expect(await claim(await runs.begin({ tenantId: await runs.addTenant() }))).not.toBeNull();
    expect(await claim(await runs.begin({ tenantId, type: 'provider.connection.check' }))).not.toBeNull();
  });
});

describe('many runs of one tenant', () => {
  it('can all be cancelled at once: none waits for another, and none is lost', async () => {
    for (let round = 0; round < 5; round += 1) {
      const tenantId = await runs.addTenant();
      const all = await Promise.all(Array.from({ length: 10 }, () => runs.begin({ tenantId })));
      const cancelled = await Promise.all([
        ...all.map(cancel),
        ...all.map((run) => runs.service.ringAgain(runs.workspaceId, run.id, 1)),
      ]);
      expect(cancelled.slice(0, all.length).map((run) => (run as RunRow).outcome)).toEqual(all.map(() => 'cancelled'));
    }
  });
});
