import { afterEach, describe, expect, it } from '@jest/globals';
import type { EmulatedTenant, Fault } from '@tenantatlas/graph-emulator';
import { BaselineCaptureRun } from '../../src/modules/baselines/runs/baseline-capture.run.js';
import type { CaptureResume } from '../../src/modules/baselines/capture-state.js';
import { RunInterrupted } from '../../src/modules/operation-runs/run-interrupted.js';
import { aTenant, startGovernance, type Governance } from '../governance.js';
import { recordRun, type RecordedRun } from '../recorded-run.js';

let governance: Governance;
let directory: string;
let tenantId: string;
afterEach(() => governance.close());

async function manage(tenant: Partial<EmulatedTenant> = {}, connection: { secret?: string; expiresAt?: Date } = {}) {
  const served = aTenant(tenant);
  directory = served.tenantId;
  governance = await startGovernance([served]);
  tenantId = await governance.addTenant(directory, connection);
}

async function newCapture(profile: Parameters<Governance['addProfile']>[0] = {}): Promise<RecordedRun<CaptureResume>> {
  const handler = new BaselineCaptureRun(governance.database, governance.newReaders(), governance.registry, 20);
  return recordRun(governance, handler, { tenantId, input: { profileId: await governance.addProfile(profile) } });
}

const gaps = () =>
  governance.sql<{ family: string; item: string; reason: string }>(
    'SELECT family, item, reason_code AS reason FROM baseline_gaps ORDER BY family, item',
  );

const itemsOf = (run: { id: string }) =>
  governance.sql<{ source: string; hash: string }>(
    `SELECT i.collection || ' ' || i.source_id AS source, encode(i.content_hash, 'hex') AS hash FROM baseline_items i
     JOIN baseline_snapshots s ON s.id = i.snapshot_id WHERE s.run_id = $1 ORDER BY 1`,
    [run.id],
  );

const snapshotOf = async (run: { id: string }) =>
  (
    await governance.sql<{ version: number | null; items: number; gaps: number; active: boolean }>(
      `SELECT s.version, s.item_count AS items, s.gap_count AS gaps, p.active_snapshot_id = s.id AS active
       FROM baseline_snapshots s JOIN baseline_profiles p ON p.id = s.profile_id WHERE s.run_id = $1`,
      [run.id],
    )
  )[0];

const setFaults = (...faults: Fault[]) => governance.emulator.control.setFaults(directory, faults);

describe('a baseline capture', () => {
  it('enters its phases in order, and ends with a whole snapshot that is the active one', async () => {
    await manage();
    const run = await newCapture();
    const conclusion = await run.attempt();
    expect(conclusion).toMatchObject({
      outcome: 'succeeded',
      counts: { total: 19, succeeded: 19, failed: 0, items: 60 },
    });
    const phases = run.reports.flatMap(({ phase }) => phase ?? []);
    expect(phases).toEqual(['eligibility', 'inventory', 'evidence_capture', 'snapshot', 'finalize']);
    expect(run.reports.at(-1)?.facts).toMatchObject({ in_scope: 19, listed: 60, captured: 60, failed: 0 });
    expect(await snapshotOf(run)).toEqual({ version: 1, items: 60, gaps: 0, active: true });
    expect(await gaps()).toEqual([]);
  });

  it('can never be changed once it is sealed, not even by hand', async () => {
    await manage();
    await (await newCapture({ families: ['conditional_access'] })).attempt();
    const statements = [
      'UPDATE baseline_items SET name = name',
      'DELETE FROM baseline_items',
      'UPDATE baseline_snapshots SET item_count = 0',
      'DELETE FROM baseline_snapshots',
      `INSERT INTO baseline_gaps (workspace_id, snapshot_id, id, family, reason_code)
       SELECT workspace_id, id, gen_random_uuid(), 'roles', 'throttled' FROM baseline_snapshots`,
    ];
    for (const statement of statements) await expect(governance.sql(statement)).rejects.toThrow('never changes');
    await expect(governance.sql('DELETE FROM policy_contents')).rejects.toThrow('permission denied');
  });

  it('holds only what the profile asks for, and says how much it left out', async () => {
    await manage();
    await (await newCapture({ families: ['settings_catalog'] })).attempt();
    const [row] = await governance.sql<{ name: string }>(
      `SELECT name FROM baseline_items WHERE family = 'settings_catalog' ORDER BY name LIMIT 1`,
    );
    const run = await newCapture({ families: ['settings_catalog'], excludeNames: [row?.name ?? ''] });
    const { facts, outcome } = await run.attempt();
    expect(outcome).toBe('succeeded');
    expect(facts).toMatchObject({ excluded: 1 });
    const kept = await governance.sql<{ families: string[]; names: string[] }>(
      `SELECT array_agg(DISTINCT family) FILTER (WHERE family NOT IN
                ('groups', 'named_locations', 'authentication_strengths', 'assignment_filters', 'scope_tags',
                 'reusable_policy_settings')) AS families, array_agg(name) AS names
       FROM baseline_items i JOIN baseline_snapshots s ON s.id = i.snapshot_id WHERE s.run_id = $1`,
      [run.id],
    );
    expect(kept[0]?.families).toEqual(['settings_catalog']);
    expect(kept[0]?.names).not.toContain(row?.name);
  });

  it('refreshes the inventory, with fingerprints of what it read', async () => {
    await manage();
    const run = await newCapture();
    await run.attempt();
    const known = await governance.sql<{ source: string; hash: string }>(
      `SELECT collection || ' ' || source_id AS source, encode(fingerprint, 'hex') AS hash FROM inventory_items ORDER BY 1`,
    );
    const captured = new Map((await itemsOf(run)).map(({ source, hash }) => [source, hash]));
    expect(known).toHaveLength(60);
    for (const { source, hash } of known) expect(captured.get(source)).toBe(hash);
  });
});

describe('what a provider does not give', () => {
  it('a family that is refused is a gap with its reason, and the rest is captured', async () => {
    await manage({ faults: [{ kind: 'refuse', path: 'deviceManagement/intents' }] });
    const run = await newCapture();
    const { outcome, reason, counts } = await run.attempt();
    expect({ outcome, reason }).toEqual({
      outcome: 'partially_succeeded',
      reason: { code: 'families_not_read', params: { families: 1 } },
    });
    expect(counts).toMatchObject({ failed: 1, succeeded: 18 });
    expect(await gaps()).toEqual([{ family: 'endpoint_security_intents', item: '', reason: 'permission_missing' }]);
    expect(await snapshotOf(run)).toMatchObject({ version: 1, gaps: 1 });
  });

  it('a policy whose settings never add up is a gap, and is not in the snapshot', async () => {
    await manage({ faults: [{ kind: 'lose_entry', path: 'configurationPolicies' }] });
    const run = await newCapture({ families: ['settings_catalog', 'roles'] });
    const { outcome, reason } = await run.attempt();
    expect({ outcome, code: reason?.code }).toEqual({ outcome: 'partially_succeeded', code: 'items_not_read' });
    const found = await gaps();
    expect(new Set(found.map((gap) => gap.reason))).toEqual(new Set(['setting_count_mismatch']));
    expect(found.every(({ item }) => item !== '')).toBe(true);
    const left = await governance.sql('SELECT 1 FROM baseline_items WHERE content_hash IS NULL OR listed IS NOT NULL');
    expect(left).toEqual([]);
  });

  it('a family that answers empty although it held policies is not taken for deleted', async () => {
    await manage();
    await (await newCapture({ families: ['roles'] })).attempt();
    setFaults({ kind: 'empty_family', path: 'deviceManagement/roleDefinitions', times: 1 });
    const doubtful = await newCapture({ families: ['roles'] });
    expect(await doubtful.attempt()).toMatchObject({ outcome: 'failed' });
    expect(await gaps()).toEqual([{ family: 'roles', item: '', reason: 'empty_not_confirmed' }]);
    setFaults({ kind: 'empty_family', path: 'deviceManagement/roleDefinitions' });
    expect(await (await newCapture({ families: ['roles'] })).attempt()).toMatchObject({
      outcome: 'succeeded',
      counts: { items: 0 },
    });
    const left = await governance.sql(`SELECT 1 FROM inventory_items WHERE family = 'roles'`);
    expect(left).toEqual([]);
  });

  it('items that come twice over page boundaries are captured once', async () => {
    await manage({ pageSize: 3, faults: [{ kind: 'duplicate_item', every: 2 }] });
    const run = await newCapture();
    expect(await run.attempt()).toMatchObject({
      outcome: 'succeeded',
      counts: { items: 60 },
      facts: { listed: 60, captured: 60 },
    });
  });

  it('throttling loses nothing and is told as a fact', async () => {
    await manage({ faults: [{ kind: 'throttle', every: 5, retryAfter: 0.05 }] });
    const run = await newCapture();
    const { outcome, counts, facts } = await run.attempt();
    expect({ outcome, items: counts?.items }).toEqual({ outcome: 'succeeded', items: 60 });
    expect(facts?.throttled).toBeGreaterThan(0);
  });

  it('a long wait is told as waiting for the rate limit, and over when it is over', async () => {
    await manage({ faults: [{ kind: 'throttle', retryAfter: 2, times: 8 }] });
    const run = await newCapture({ families: ['conditional_access'] });
    await run.attempt();
    const waits = run.reports.flatMap(({ waitingFor }) => (waitingFor === undefined ? [] : [waitingFor?.what ?? null]));
    expect(waits).toEqual(['provider_rate_limit', null]);
  });
});

describe('a capture that cannot be made', () => {
  const nothing = { version: null, items: 0, gaps: 0, active: null };

  it('is blocked where the tenant has no connection', async () => {
    await manage();
    await governance.sql('DELETE FROM provider_connections');
    expect(await (await newCapture()).attempt()).toEqual({
      outcome: 'blocked',
      reason: { code: 'connection_missing' },
    });
  });

  it('is blocked where the credentials have expired, and asks the provider nothing', async () => {
    await manage({}, { expiresAt: new Date('2026-01-01') });
    expect(await (await newCapture()).attempt()).toEqual({
      outcome: 'blocked',
      reason: { code: 'credentials_expired' },
    });
    expect(governance.emulator.control.requests(directory)).toMatchObject({ count: 0, tokens: 0 });
  });

  it('is blocked where the credentials are rejected', async () => {
    await manage({}, { secret: 'wrong' });
    const run = await newCapture();
    expect(await run.attempt()).toMatchObject({
      outcome: 'blocked',
      reason: { code: 'provider_credentials_rejected' },
    });
    expect(await snapshotOf(run)).toMatchObject(nothing);
  });

  it('is blocked where every family is refused, and seals nothing', async () => {
    await manage({ permissions: ['Organization.Read.All'] });
    const run = await newCapture();
    expect(await run.attempt()).toMatchObject({ outcome: 'blocked', reason: { code: 'provider_consent_missing' } });
    expect(await snapshotOf(run)).toMatchObject({ version: null });
  });

  it('is blocked where nothing is in scope', async () => {
    await manage();
    const run = await newCapture({ families: ['a_family_of_another_version'] });
    expect(await run.attempt()).toEqual({ outcome: 'blocked', reason: { code: 'nothing_in_scope' } });
  });

  it('fails where the provider is out of reach, and clears up what the next capture does not need', async () => {
    await manage();
    setFaults({ kind: 'drop_connection', after: 3 });
    const run = await newCapture({ families: ['roles'] });
    await governance.emulator.close();
    expect(await run.attempt()).toMatchObject({ outcome: 'failed', reason: { code: 'provider_unreachable' } });
  }, 60_000);
});

describe('a capture that is interrupted', () => {
  it('goes on where it stood, whichever checkpoint was the last: nothing stored is read again', async () => {
    await manage({ pageSize: 4 });
    const whole = await newCapture();
    await whole.attempt();
    const expected = await itemsOf(whole);
    for (let checkpoint = 1; checkpoint <= whole.reports.length + 1; checkpoint += 1) {
      const run = await newCapture();
      const interrupted = await run.attempt({ interruptAt: checkpoint }).catch((error: unknown) => error);
      if (!(interrupted instanceof RunInterrupted)) break;
      const stored = await storedBy(run);
      governance.emulator.control.resetRequests(directory);
      expect(await run.attempt()).toMatchObject({
        outcome: 'succeeded',
        counts: { items: 60 },
        facts: { listed: 60, captured: 60 },
      });
      const { requests } = governance.emulator.control.requests(directory);
      const again = requests.filter(({ path, query }) => stored.has(path) && !query.includes('skiptoken'));
      expect({ checkpoint, again: again.map(({ path }) => path) }).toEqual({ checkpoint, again: [] });
      expect(await itemsOf(run)).toEqual(expected);
      expect(await snapshotOf(run)).toMatchObject({ version: 1, items: 60 });
    }
  }, 120_000);

  it('keeps to what its profile asked for when it began', async () => {
    await manage();
    const run = await newCapture({ families: ['conditional_access', 'roles'] });
    await expect(run.attempt({ interruptAt: 4 })).rejects.toThrow('interrupted');
    await governance.sql(`UPDATE baseline_profiles SET families = '{autopilot}', exclude_names = '{*}'`);
    await run.attempt();
    const families = await governance.sql<{ family: string }>(
      `SELECT DISTINCT family FROM baseline_items WHERE family IN ('conditional_access', 'roles', 'autopilot') ORDER BY 1`,
    );
    expect(families.map(({ family }) => family)).toEqual(['conditional_access', 'roles']);
  });

  it('does not list once more what was listed to its end', async () => {
    await manage();
    const run = await newCapture();
    const listed = (reports: typeof run.reports) => reports.findIndex(({ phase }) => phase === 'evidence_capture') + 1;
    for (let at = 3; listed(run.reports) === 0; at += 1) {
      await run.attempt({ interruptAt: at }).catch(() => undefined);
    }
    const before = run.reports.length;
    await run.attempt();
    expect(run.reports.slice(before).flatMap(({ phase }) => phase ?? [])).toEqual([
      'eligibility',
      'evidence_capture',
      'snapshot',
      'finalize',
    ]);
  });

  /** Paths of which the first page, or the content, was stored before the interruption. */
  async function storedBy(run: RecordedRun<CaptureResume>): Promise<ReadonlySet<string>> {
    const marks = Object.entries(run.reports.findLast(({ resume }) => resume)?.resume?.marks ?? {});
    const listed = marks.filter(([, { state, cursor }]) => state !== 'open' || cursor !== null).map(([path]) => path);
    const read = await governance.sql<{ path: string }>(
      `SELECT i.collection || '/' || i.source_id || '/settings' AS path FROM baseline_items i
       JOIN baseline_snapshots s ON s.id = i.snapshot_id WHERE s.run_id = $1 AND i.content_hash IS NOT NULL`,
      [run.id],
    );
    return new Set([...listed, ...read.map(({ path }) => path)]);
  }
});
