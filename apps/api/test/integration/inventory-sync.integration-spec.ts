import { afterEach, describe, expect, it } from '@jest/globals';
import { POLICY_FAMILIES } from '@tenantatlas/drift';
import type { EmulatedTenant, Fault } from '@tenantatlas/graph-emulator';
import { InventorySyncRun } from '../../src/modules/inventory/runs/inventory-sync.run.js';
import { aTenant, startGovernance, type Governance } from '../governance.js';
import { recordRun } from '../recorded-run.js';

let governance: Governance;
let directory: string;
let tenantId: string;
afterEach(() => governance.close());

async function manage(tenant: Partial<EmulatedTenant> = {}, connection: { secret?: string } = {}) {
  const served = aTenant(tenant);
  directory = served.tenantId;
  governance = await startGovernance([served]);
  tenantId = await governance.addTenant(directory, connection);
}

const newSync = () => {
  const handler = new InventorySyncRun(governance.database, governance.newReaders(), governance.registry, 20);
  return recordRun(governance, handler, { tenantId, input: {} });
};

const setFaults = (...faults: Fault[]) => governance.emulator.control.setFaults(directory, faults);

const familyOf = async (family: string) =>
  (
    await governance.sql<{ items: number; read: boolean; reason: string | null }>(
      `SELECT item_count AS items, read_at IS NOT NULL AS read, reason_code AS reason FROM inventory_families WHERE family = $1`,
      [family],
    )
  )[0];

const itemCount = async () =>
  (await governance.sql<{ count: number }>('SELECT count(*)::int AS count FROM inventory_items'))[0]?.count;

describe('an inventory refresh', () => {
  it('counts over the families, of which it knows the number from the start', async () => {
    await manage();
    const run = await newSync();
    const total = POLICY_FAMILIES.length;
    expect(await run.attempt()).toEqual({
      outcome: 'succeeded',
      counts: { total, processed: total, succeeded: total, failed: 0, items: 60 },
    });
    expect(run.reports[0]).toMatchObject({ counts: { total, processed: 0 }, totalFinal: true });
    const processed = run.reports.map(({ counts }) => counts?.processed ?? 0);
    expect(processed).toEqual(processed.toSorted((one, other) => one - other));
    expect(await itemCount()).toBe(60);
    expect(await familyOf('conditional_access')).toMatchObject({ read: true, reason: null });
  });

  it('keeps ids, and removes only what a whole listing no longer holds', async () => {
    await manage();
    await (await newSync()).attempt();
    const known = await governance.sql<{ id: string }>('SELECT id FROM inventory_items ORDER BY id');
    await governance.sql(
      `INSERT INTO inventory_items (workspace_id, tenant_id, family, collection, source_id, id, name, last_seen_at)
       SELECT workspace_id, tenant_id, 'roles', 'deviceManagement/roleDefinitions', 'gone', gen_random_uuid(), 'Gone', now()
       FROM inventory_items LIMIT 1`,
    );
    setFaults({ kind: 'refuse', path: 'deviceManagement/roleDefinitions' });
    await (await newSync()).attempt();
    expect(await itemCount()).toBe(61);
    setFaults();
    await (await newSync()).attempt();
    expect(await governance.sql('SELECT id FROM inventory_items ORDER BY id')).toEqual(known);
  });

  it('a family that is refused keeps what was known of it, with the reason', async () => {
    await manage();
    await (await newSync()).attempt();
    const before = await familyOf('endpoint_security_intents');
    setFaults({ kind: 'refuse', path: 'deviceManagement/intents' });
    expect(await (await newSync()).attempt()).toMatchObject({
      outcome: 'partially_succeeded',
      reason: { code: 'families_not_read', params: { families: 1 } },
    });
    expect(await familyOf('endpoint_security_intents')).toEqual({ ...before, reason: 'permission_missing' });
    expect(await itemCount()).toBe(60);
  });

  it('believes an empty family only when it is empty twice', async () => {
    await manage();
    await (await newSync()).attempt();
    const path = 'deviceManagement/intents';
    setFaults({ kind: 'empty_family', path, times: 1 });
    await (await newSync()).attempt();
    expect(await familyOf('endpoint_security_intents')).toMatchObject({ reason: 'empty_not_confirmed' });
    expect(await itemCount()).toBe(60);
    setFaults({ kind: 'empty_family', path });
    expect(await (await newSync()).attempt()).toMatchObject({ outcome: 'succeeded' });
    expect(await familyOf('endpoint_security_intents')).toMatchObject({ items: 0, reason: null });
  });

  it('goes on where it was interrupted', async () => {
    await manage({ pageSize: 4 });
    const run = await newSync();
    const readOf = ({ resume }: (typeof run.reports)[number]) =>
      Object.entries(resume?.marks ?? {}).flatMap(([path, { state }]) => (state === 'read' ? [path] : []));
    // One collection takes its time, so that something is always left to report once another one is done.
    setFaults({ kind: 'slow', ms: 1_000, path: 'deviceManagement/configurationPolicies' });
    await expect(run.attempt({ interruptAfter: (report) => readOf(report).length > 0 })).rejects.toThrow('interrupted');
    setFaults();
    const done = run.reports.slice(-1).flatMap(readOf);
    expect(done).not.toEqual([]);
    governance.emulator.control.resetRequests(directory);
    expect(await run.attempt()).toMatchObject({ outcome: 'succeeded', counts: { items: 60 } });
    const { byPath } = governance.emulator.control.requests(directory);
    expect(done.filter((path) => byPath[path] !== undefined)).toEqual([]);
    expect(await itemCount()).toBe(60);
  });

  it('is blocked where the credentials are rejected, and forgets nothing', async () => {
    await manage({}, { secret: 'wrong' });
    expect(await (await newSync()).attempt()).toEqual({
      outcome: 'blocked',
      reason: { code: 'provider_credentials_rejected' },
    });
  });
});
