import { afterEach, describe, expect, it } from '@jest/globals';
import { everyPermission, type EmulatedTenant } from '@tenantatlas/graph-emulator';
import type { FamilyCheck } from '../../src/modules/provider-connections/provider-connection.row.js';
import { ConnectionCheckRun } from '../../src/modules/provider-connections/runs/connection-check.run.js';
import { aTenant, startGovernance, type Governance } from '../governance.js';
import { recordRun } from '../recorded-run.js';

let governance: Governance;
let tenantId: string;
afterEach(() => governance.close());

async function manage(tenant: Partial<EmulatedTenant> = {}, connection: { secret?: string; expiresAt?: Date } = {}) {
  const served = aTenant(tenant);
  governance = await startGovernance([served]);
  tenantId = await governance.addTenant(served.tenantId, connection);
}

async function check(beforeEnd?: () => Promise<unknown>) {
  const handler = new ConnectionCheckRun(governance.database, governance.newReaders(), governance.registry);
  return (await recordRun(governance, handler, { tenantId, input: {} })).attempt({ beforeEnd });
}

const connection = async () =>
  (
    await governance.sql<{ status: string; organisation: string | null; checks: FamilyCheck[]; checked: boolean }>(
      `SELECT status, organisation_name AS organisation, family_checks AS checks, checked_at IS NOT NULL AS checked
       FROM provider_connections`,
    )
  )[0];

describe('a connection check', () => {
  it('says of a connection that it works, and whose tenant it is', async () => {
    await manage();
    expect(await check()).toMatchObject({ outcome: 'succeeded' });
    const found = await connection();
    expect(found).toMatchObject({ status: 'working', organisation: 'Contoso', checked: true });
    expect(found?.checks).toHaveLength(25);
    expect(found?.checks.every(({ readable }) => readable)).toBe(true);
  });

  it('says for each family which permission is missing', async () => {
    const permissions = everyPermission().filter((name) => name !== 'DeviceManagementApps.Read.All');
    await manage({ permissions });
    expect(await check()).toMatchObject({
      outcome: 'partially_succeeded',
      reason: { code: 'families_not_read', params: { families: 2 } },
    });
    const { status, checks } = (await connection()) ?? {};
    expect(status).toBe('limited');
    expect(checks?.filter(({ readable }) => !readable)).toEqual(
      ['app_protection', 'app_configuration'].map((family) => {
        return { family, readable: false, permission: 'DeviceManagementApps.Read.All', reason: 'permission_missing' };
      }),
    );
  });

  it('is blocked where nothing may be read', async () => {
    await manage({ permissions: [] });
    expect(await check()).toMatchObject({ outcome: 'blocked', reason: { code: 'provider_consent_missing' } });
    expect(await connection()).toMatchObject({ status: 'refused' });
  });

  it('is blocked where the credentials are rejected or have expired', async () => {
    await manage({}, { secret: 'wrong' });
    expect(await check()).toMatchObject({ outcome: 'blocked', reason: { code: 'provider_credentials_rejected' } });
    expect(await connection()).toMatchObject({ status: 'refused', checked: true });
    await governance.sql(`UPDATE provider_connections SET credential_expires_at = now() - interval '1 day'`);
    expect(await check()).toMatchObject({ outcome: 'blocked', reason: { code: 'credentials_expired' } });
  });

  it('fails where the provider is out of reach, and says nothing of permissions', async () => {
    await manage();
    await governance.emulator.close();
    expect(await check()).toMatchObject({ outcome: 'failed', reason: { code: 'provider_unreachable' } });
    expect(await connection()).toMatchObject({ status: 'unreachable', checks: [] });
  }, 30_000);

  it('does not speak of a connection that was replaced while it was checked', async () => {
    await manage();
    await check(() => governance.sql('UPDATE provider_connections SET updated_at = clock_timestamp()'));
    expect(await connection()).toMatchObject({ status: 'unchecked', checked: false });
  });
});
