import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import type { RunLease } from '../../src/modules/operation-runs/operation-run.service.js';
import { RunInterrupted } from '../../src/modules/operation-runs/run-interrupted.js';
import type { RunRow } from '../../src/modules/operation-runs/run.row.js';
import { aHandler } from '../operation-runs/a-handler.js';
import { startRunPlatform, type RunPlatform } from '../operation-runs/run-platform.js';
import { until } from '../until.js';

let runs: RunPlatform;
beforeAll(async () => {
  runs = await startRunPlatform({ handlers: [aHandler(), aHandler({ type: 'baseline_capture' })] });
});
afterAll(() => runs.close());

const lost = new RunInterrupted('lease_lost');
const stopped = new RunInterrupted('cancelled');
const COMPLETED = 'operation_run.completed';

async function claim(run: RunRow, owner = 'worker'): Promise<RunLease> {
  const claimed = await runs.service.claim(runs.workspaceId, run.id, owner);
  if (claimed === null) throw new Error('the run could not be claimed');
  return claimed.lease;
}
const begun = async (more: Parameters<RunPlatform['begin']>[0] = {}) => {
  const run = await runs.begin(more);
  return { run, lease: await claim(run) };
};
const letLeaseRunOut = (run: RunRow) =>
  runs.sql(`UPDATE operation_runs SET lease_expires_at = now() - interval '1 second' WHERE id = $1`, [run.id]);
const cancel = (run: RunRow) => runs.service.cancel(runs.workspaceId, run.id, runs.person);
const ends = async (run: RunRow) => {
  const { audit, notifications } = await runs.traces(run.id);
  return { ended: audit.filter((line) => line.startsWith(COMPLETED)), notifications };
};
/** A row of the module's own, written with a report or an end. */
const writeBundle = (run: RunRow) => (tx: Parameters<Parameters<RunPlatform['run']>[0]>[0]) =>
  tx
    .query(`INSERT INTO support_bundles (workspace_id, id, run_id, content) VALUES ($1, $2, $3, '{}')`, [
      runs.workspaceId,
      v7(),
      run.id,
    ])
    .then(() => undefined);
const bundles = (run: RunRow) => runs.sql('SELECT 1 FROM support_bundles WHERE run_id = $1', [run.id]);

describe('claiming a run', () => {
  it('gives it to one of many who ask at once', async () => {
    const run = await runs.begin();
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => runs.service.claim(runs.workspaceId, run.id, v7())),
    );
    expect(claims.filter((claimed) => claimed !== null)).toHaveLength(1);
    expect(await runs.read(run.id)).toMatchObject({ status: 'running', attempt: 1, leaseEpoch: 1 });
  });

  it('tells that it waits for nobody any more', async () => {
    const { run } = await begun();
    expect((await runs.read(run.id)).context['progress']).not.toHaveProperty('waitingFor');
  });

  it('gives the executor what the run was asked for and where it stands', async () => {
    const { run, lease } = await begun({ input: { scope: 'devices' } });
    await runs.service.report(lease, { resume: { page: 3 } });
    await letLeaseRunOut(run);
    const again = await runs.service.claim(runs.workspaceId, run.id, 'other');
    expect(again?.run).toMatchObject({ attempt: 2, context: { input: { scope: 'devices' }, resume: { page: 3 } } });
  });
});

describe('an executor that was replaced', () => {
  it('has its report, heartbeat and end refused, and writes nothing', async () => {
    const { run, lease } = await begun();
    await letLeaseRunOut(run);
    const current = await claim(run, 'other');
    const before = await runs.read(run.id);
    await expect(runs.service.report(lease, { counts: { items: 5 } }, writeBundle(run))).rejects.toEqual(lost);
    await expect(runs.service.heartbeat(lease)).rejects.toEqual(lost);
    await expect(runs.service.complete(lease, { outcome: 'succeeded', write: writeBundle(run) })).rejects.toEqual(lost);
    await runs.service.completeCancelled(lease);
    await runs.service.giveBack(lease, 'attempt_failed');
    expect(await runs.read(run.id)).toEqual(before);
    expect(await bundles(run)).toEqual([]);
    await runs.service.complete(current, { outcome: 'succeeded' });
    expect(await runs.read(run.id)).toMatchObject({ outcome: 'succeeded' });
  });

  it('is refused as soon as the run was taken away, before another took it up', async () => {
    const { run, lease } = await begun();
    await letLeaseRunOut(run);
    await runs.service.recover(runs.workspaceId, run.id);
    await expect(runs.service.report(lease, { counts: { items: 5 } })).rejects.toEqual(lost);
  });

  it('goes on where nobody noticed that its lease had run out', async () => {
    const { run, lease } = await begun();
    await letLeaseRunOut(run);
    await runs.service.heartbeat(lease);
    expect(await runs.service.claim(runs.workspaceId, run.id, 'other')).toBeNull();
  });
});

describe('a report', () => {
  it('is folded into phase, counts and facts, and shows as an advance', async () => {
    const { run, lease } = await begun({ type: 'baseline_capture' });
    expect((await runs.read(run.id)).advancedAt).toBeNull();
    await runs.service.report(lease, { phase: 'inventory', facts: { listed: 10 } });
    await runs.service.report(lease, { phase: 'evidence_capture', facts: { captured: 4 }, counts: { items: 4 } });
    await runs.service.report(lease, { facts: { captured: 7 }, counts: { items: 7 } });
    const read = await runs.read(run.id);
    expect(read.summaryCounts).toEqual({ items: 7 });
    expect(read.context['progress']).toMatchObject({ phase: 'evidence_capture', facts: { listed: 10, captured: 7 } });
    expect(read.advancedAt).not.toBeNull();
  });

  it('never takes phase or number back within an attempt', async () => {
    const { run, lease } = await begun({ type: 'baseline_capture' });
    await runs.service.report(lease, { phase: 'evidence_capture', facts: { captured: 7 }, counts: { items: 7 } });
    await runs.service.report(lease, { phase: 'eligibility', facts: { captured: 2 }, counts: { items: 2 } });
    const read = await runs.read(run.id);
    expect(read.summaryCounts).toEqual({ items: 7 });
    expect(read.context['progress']).toMatchObject({ phase: 'evidence_capture', facts: { captured: 7 } });
  });

  it('commits the rows that it speaks of, or neither them nor itself', async () => {
    const { run, lease } = await begun();
    await runs.service.report(lease, { counts: { items: 1 }, resume: { page: 1 } }, writeBundle(run));
    expect(await bundles(run)).toHaveLength(1);
    const before = await runs.read(run.id);
    await expect(
      runs.service.report(lease, { counts: { items: 2 }, resume: { page: 2 } }, writeBundle(run)),
    ).rejects.toThrow();
    expect(await runs.read(run.id)).toEqual(before);
  });

  it.each([
    ['an unknown count', { counts: { policies: 1 } as never }],
    ['an unknown phase', { phase: 'uploading' }],
    ['a fact that the type does not gather', { facts: { drifted: 1 } }],
    ['half a thing', { counts: { items: 0.5 } }],
  ])('of %s is refused whole', async (_, report) => {
    const { run, lease } = await begun({ type: 'baseline_capture' });
    const before = await runs.read(run.id);
    await expect(runs.service.report(lease, report, writeBundle(run))).rejects.toThrow(/must not/);
    expect(await runs.read(run.id)).toEqual(before);
    expect(await bundles(run)).toEqual([]);
  });

  it('wakes readers at once for a new phase or wait, and later for more of the same', async () => {
    const { run, lease } = await begun({ type: 'baseline_capture' });
    await runs.service.report(lease, { phase: 'inventory', facts: { listed: 1 } });
    await runs.service.report(lease, { phase: 'inventory', facts: { listed: 2 } });
    await runs.service.report(lease, {
      waitingFor: { what: 'provider_rate_limit', until: new Date(Date.now() + 60_000) },
    });
    await runs.service.report(lease, { facts: { listed: 3 }, waitingFor: null });
    await runs.service.report(lease, { facts: { listed: 4 }, waitingFor: null });
    const told = await until(
      () => runs.wakeUps.filter(({ runId }) => runId === run.id),
      (all) => all.length === 7,
    );
    // Started, claimed, a phase, more of it, a wait, the end of the wait, more of it.
    expect(told.map(({ urgent }) => urgent)).toEqual([true, false, true, false, true, true, false]);
    expect(told.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('is not an advance when only the worker lives', async () => {
    const { run, lease } = await begun();
    await runs.service.heartbeat(lease);
    const read = await runs.read(run.id);
    expect(read.advancedAt).toBeNull();
    expect(read.heartbeatAt).not.toBeNull();
  });
});

describe('the end', () => {
  it('is written once, with one notification and one audit entry', async () => {
    const { run, lease } = await begun();
    const conclusion = {
      outcome: 'partially_succeeded',
      reason: { code: 'families_not_read', params: { families: 1 } },
    } as const;
    const attempts = await Promise.allSettled(
      Array.from({ length: 10 }, () => runs.service.complete(lease, conclusion)),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await ends(run)).toEqual({ ended: [`${COMPLETED} partially_succeeded`], notifications: 1 });
    expect(await runs.read(run.id)).toMatchObject({
      status: 'completed',
      outcome: 'partially_succeeded',
      leaseOwner: null,
      leaseExpiresAt: null,
      context: { reason: conclusion.reason },
    });
  });

  it('commits what the job made with it, or nothing of both', async () => {
    const { run, lease } = await begun();
    const failing = async (tx: Parameters<ReturnType<typeof writeBundle>>[0]) => {
      await writeBundle(run)(tx);
      throw new Error('the last page was torn');
    };
    await expect(runs.service.complete(lease, { outcome: 'succeeded', write: failing })).rejects.toThrow('torn');
    expect(await runs.read(run.id)).toMatchObject({ status: 'running', outcome: 'pending' });
    expect(await bundles(run)).toEqual([]);
    expect(await ends(run)).toEqual({ ended: [], notifications: 0 });
    await runs.service.complete(lease, { outcome: 'succeeded', write: writeBundle(run) });
    expect(await bundles(run)).toHaveLength(1);
  });

  it('keeps the counts that were really reached, and closes the last phase', async () => {
    const { run, lease } = await begun({ type: 'baseline_capture' });
    await runs.service.report(lease, { phase: 'inventory', counts: { items: 12 } });
    await runs.service.complete(lease, { outcome: 'failed', reason: { code: 'provider_unreachable' } });
    const { summaryCounts, context } = await runs.read(run.id);
    expect(summaryCounts).toEqual({ items: 12 });
    const { history } = context['progress'] as { history: { leftAt: string | null }[] };
    expect(history).toHaveLength(1);
    expect(history[0]?.leftAt).not.toBeNull();
  });

  it('tells nobody where nobody in person started the run', async () => {
    const { run, lease } = await begun({
      initiator: { kind: 'schedule', id: null, userId: null, name: 'Nightly', ip: null },
    });
    await runs.service.complete(lease, { outcome: 'succeeded' });
    expect(await ends(run)).toEqual({ ended: [`${COMPLETED} succeeded`], notifications: 0 });
  });

  it('cannot be changed in SQL, nor its audit entry', async () => {
    const { run, lease } = await begun();
    await runs.service.complete(lease, { outcome: 'failed', reason: { code: 'internal_error' } });
    await expect(runs.sql(`UPDATE operation_runs SET outcome = 'succeeded' WHERE id = $1`, [run.id])).rejects.toThrow(
      /never changes/,
    );
    await expect(runs.sql('DELETE FROM operation_runs WHERE id = $1', [run.id])).rejects.toThrow(/permission denied/);
    await expect(runs.sql('UPDATE audit_entries SET result = $2 WHERE subject_id = $1', [run.id, 'x'])).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe('cancelling', () => {
  it('ends a queued run at once', async () => {
    const run = await runs.begin();
    expect(await cancel(run)).toMatchObject({ status: 'completed', outcome: 'cancelled' });
    expect(await ends(run)).toEqual({ ended: [`${COMPLETED} cancelled`], notifications: 1 });
    expect(await runs.service.claim(runs.workspaceId, run.id, 'worker')).toBeNull();
  });

  it('stops a running run at its next checkpoint, which is not written', async () => {
    const { run, lease } = await begun();
    expect(await cancel(run)).toMatchObject({ status: 'running' });
    await expect(runs.service.report(lease, { counts: { items: 1 } }, writeBundle(run))).rejects.toEqual(stopped);
    expect(await bundles(run)).toEqual([]);
    await runs.service.completeCancelled(lease);
    expect(await runs.read(run.id)).toMatchObject({ outcome: 'cancelled', summaryCounts: {} });
  });

  it('stays cancelled though the work finishes later', async () => {
    const { run, lease } = await begun();
    await cancel(run);
    await expect(runs.service.complete(lease, { outcome: 'succeeded', write: writeBundle(run) })).rejects.toEqual(
      stopped,
    );
    await runs.service.completeCancelled(lease);
    await expect(runs.service.complete(lease, { outcome: 'succeeded' })).rejects.toEqual(lost);
    expect(await runs.read(run.id)).toMatchObject({ outcome: 'cancelled' });
    expect(await bundles(run)).toEqual([]);
  });

  it('and completing at the same time comes to one end', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { run, lease } = await begun();
      const finish = runs.service
        .complete(lease, { outcome: 'succeeded' })
        .catch(() => runs.service.completeCancelled(lease));
      await Promise.all([cancel(run), finish]);
      const { status, outcome } = await runs.read(run.id);
      expect(status).toBe('completed');
      expect(await ends(run)).toEqual({ ended: [`${COMPLETED} ${outcome}`], notifications: 1 });
    }
  });

  it('twice is asked once', async () => {
    const { run } = await begun();
    await Promise.all([cancel(run), cancel(run), cancel(run)]);
    const { audit } = await runs.traces(run.id);
    expect(audit.filter((line) => line.startsWith('operation_run.cancel_requested'))).toHaveLength(1);
  });

  it('ends a run that lost its worker at once', async () => {
    const { run } = await begun();
    await letLeaseRunOut(run);
    expect(await cancel(run)).toMatchObject({ outcome: 'cancelled' });
  });
});

describe('handing a run back', () => {
  it('because the worker stops uses up no attempt, keeps where it stood, and rings again', async () => {
    const { run, lease } = await begun({ type: 'baseline_capture' });
    await runs.service.report(lease, { phase: 'inventory', resume: { page: 2 } });
    await runs.service.giveBack(lease, 'worker_stopping');
    const read = await runs.read(run.id);
    expect(read).toMatchObject({ status: 'running', attempt: 0, leaseOwner: null, leaseExpiresAt: null });
    expect(read.context).toMatchObject({ resume: { page: 2 }, progress: { waitingFor: 'worker', phase: 'inventory' } });
    expect(await runs.sql('SELECT 1 FROM run_dispatches WHERE run_id = $1', [run.id])).toHaveLength(2);
    await claim(run, 'other');
    expect(await runs.read(run.id)).toMatchObject({ attempt: 1 });
  });

  it('closes the stay in its phase, which the next executor enters anew', async () => {
    const { run, lease } = await begun({ type: 'baseline_capture' });
    await runs.service.report(lease, { phase: 'inventory' });
    await runs.service.giveBack(lease, 'worker_stopping');
    await runs.service.report(await claim(run), { phase: 'inventory' });
    const { history } = (await runs.read(run.id)).context['progress'] as {
      history: { key: string; leftAt: string | null }[];
    };
    expect(history.map(({ key, leftAt }) => [key, leftAt !== null])).toEqual([
      ['inventory', true],
      ['inventory', false],
    ]);
  });

  it('after a failed attempt lets it rest before the next', async () => {
    const { run, lease } = await begun();
    await runs.service.giveBack(lease, 'attempt_failed');
    expect(await runs.read(run.id)).toMatchObject({ status: 'running', attempt: 1, leaseOwner: null });
    const [dispatch] = await runs.sql<{ resting: boolean }>(
      `SELECT available_at > now() AS resting FROM run_dispatches WHERE run_id = $1 AND number = 2`,
      [run.id],
    );
    expect(dispatch?.resting).toBe(true);
  });

  it('after the last failed attempt ends it', async () => {
    const { run, lease } = await begun();
    await runs.service.giveBack(lease, 'attempt_failed');
    await runs.service.giveBack(await claim(run), 'attempt_failed');
    await runs.service.giveBack(await claim(run), 'attempt_failed');
    expect(await runs.read(run.id)).toMatchObject({
      status: 'completed',
      outcome: 'failed',
      attempt: 3,
      context: { reason: { code: 'internal_error' } },
    });
    expect(await ends(run)).toEqual({ ended: [`${COMPLETED} failed`], notifications: 1 });
  });

  it('after it was to stop ends it as cancelled', async () => {
    const { run, lease } = await begun();
    await cancel(run);
    await runs.service.giveBack(lease, 'attempt_failed');
    expect(await runs.read(run.id)).toMatchObject({ outcome: 'cancelled' });
  });
});

describe('a run that lost its worker', () => {
  it('is found by the reaper and taken up with the next attempt', async () => {
    const { run } = await begun();
    await letLeaseRunOut(run);
    await runs.reaper.look();
    const read = await runs.read(run.id);
    expect(read).toMatchObject({ status: 'running', attempt: 1, leaseOwner: null });
    expect(read.leaseExpiresAt).not.toBeNull();
    await claim(run, 'other');
    expect(await runs.read(run.id)).toMatchObject({ attempt: 2, leaseOwner: 'other' });
  });

  it('is left alone as long as its worker lives', async () => {
    const { run } = await begun();
    await runs.reaper.look();
    expect(await runs.read(run.id)).toMatchObject({ leaseOwner: 'worker', attempt: 1 });
  });

  it('ends with the reason once its attempts are used up, whoever finds it', async () => {
    for (const find of [
      (run: RunRow) => runs.reaper.look().then(() => run),
      (run: RunRow) => runs.service.claim(runs.workspaceId, run.id, 'worker').then(() => run),
    ]) {
      const { run } = await begun();
      for (const _ of [2, 3]) {
        await letLeaseRunOut(run);
        await claim(run);
      }
      await letLeaseRunOut(run);
      await find(run);
      expect(await runs.read(run.id)).toMatchObject({
        outcome: 'failed',
        context: { reason: { code: 'attempts_exhausted', params: { attempts: 3 } } },
      });
      expect(await ends(run)).toEqual({ ended: [`${COMPLETED} failed`], notifications: 1 });
    }
  });

  it('was in its phase until its last sign of life, not until it was found', async () => {
    const { run, lease } = await begun({ type: 'baseline_capture' });
    await runs.service.report(lease, { phase: 'inventory' });
    await runs.sql(
      `UPDATE operation_runs SET heartbeat_at = now() + interval '1 minute', lease_expires_at = now() - interval '1 second' WHERE id = $1`,
      [run.id],
    );
    const { heartbeatAt } = await runs.read(run.id);
    await claim(run, 'other');
    const { history } = (await runs.read(run.id)).context['progress'] as { history: { leftAt: string | null }[] };
    expect(history[0]?.leftAt).toBe(heartbeatAt?.toISOString());
  });
});

describe('an accepted run for which no bell rings', () => {
  const dispatches = async (run: RunRow) =>
    (await runs.sql('SELECT 1 FROM run_dispatches WHERE run_id = $1', [run.id])).length;
  const relayedLongAgo = async (run: RunRow) => {
    await until(
      () => runs.sql('SELECT 1 FROM run_dispatches WHERE run_id = $1 AND relayed_at IS NULL', [run.id]),
      (waiting) => waiting.length === 0,
    );
    await runs.sql(`UPDATE run_dispatches SET relayed_at = now() - interval '1 hour' WHERE run_id = $1`, [run.id]);
  };

  it('is rung for again', async () => {
    const run = await runs.begin();
    await relayedLongAgo(run);
    await runs.reaper.look();
    expect(await dispatches(run)).toBe(2);
  });

  it('is left alone once somebody executes it or it has ended', async () => {
    const { run } = await begun();
    const over = await runs.begin();
    await cancel(over);
    await relayedLongAgo(run);
    await relayedLongAgo(over);
    await runs.reaper.look();
    await runs.service.ringAgain(runs.workspaceId, run.id, 1);
    await runs.service.ringAgain(runs.workspaceId, over.id, 1);
    expect(await dispatches(run)).toBe(1);
    // What ended left the outbox.
    expect(await dispatches(over)).toBe(0);
  });

  it('is rung for once by all who look at the same time', async () => {
    const run = await runs.begin();
    await Promise.all(Array.from({ length: 5 }, () => runs.service.ringAgain(runs.workspaceId, run.id, 1)));
    expect(await dispatches(run)).toBe(2);
  });
});
