import { afterEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type EmulatedTenant, type Fault, type RunningEmulator } from '@tenantatlas/graph-emulator';
import type { GraphClient } from '../src/index.js';
import { skippingClock } from './graph-server.js';
import { clientOfTenant, readTenant } from './tenant-reading.js';

const TENANT = '6f9d3d0e-3f0c-4b55-9d0a-1f6d0b6f2c11';

let emulator: RunningEmulator;
afterEach(() => emulator.close());

async function serve(tenant: Partial<EmulatedTenant>): Promise<GraphClient> {
  const credentials = [{ clientId: 'app', clientSecret: 'secret' }];
  const source = { kind: 'generated', policies: 60, seed: 'reading' } as const;
  emulator = await startEmulator({
    tenants: [{ tenantId: TENANT, displayName: 'Contoso', source, credentials, ...tenant }],
  });
  return newClient();
}

const newClient = (): GraphClient => clientOfTenant(emulator.url, TENANT, { clock: skippingClock() });

const timesRead = (): number[] =>
  Object.entries(emulator.control.requests(TENANT).byPath).map(([path, count]) => (path === '$batch' ? 1 : count));

describe('a tenant served by the emulator', () => {
  it('is read whole, each list once and page by page', async () => {
    const client = await serve({});
    const whole = await readTenant(client);
    expect(whole.failures).toEqual([]);
    expect(whole.items.size).toBeGreaterThanOrEqual(60);
    const wholeTimes = timesRead();
    expect(Math.max(...wholeTimes)).toBe(1);

    await emulator.close();
    const inSmallPages = await readTenant(await serve({ pageSize: 2 }));
    expect(inSmallPages.failures).toEqual([]);
    expect(inSmallPages.items).toEqual(whole.items);
  });

  const passing: [string, readonly Fault[]][] = [
    [
      'one request in twenty is throttled, whatever way it is said',
      [
        { kind: 'throttle', every: 20, retryAfter: 1 },
        { kind: 'throttle', every: 31, retryAfter: 1, as: 'date' },
        { kind: 'throttle', every: 43, as: 'absent' },
      ],
    ],
    ['parts of batches fail apart', [{ kind: 'status', status: 503, of: 'batch_part', every: 3, times: 20 }]],
    [
      'servers fail now and then',
      [
        { kind: 'status', status: 500, every: 17 },
        { kind: 'status', status: 504, every: 23 },
      ],
    ],
    [
      'connections break off',
      [
        { kind: 'drop_connection', every: 11, times: 6 },
        { kind: 'reset_in_body', every: 13, times: 6 },
      ],
    ],
    [
      'answers are no JSON',
      [
        { kind: 'truncated_json', every: 11, times: 6 },
        { kind: 'html', every: 13, times: 6 },
      ],
    ],
    ['tokens expire in the middle', [{ kind: 'expire_tokens', after: 5, every: 60, times: 3 }]],
    [
      'pages come empty or with items of the page before',
      [
        { kind: 'empty_page', every: 3 },
        { kind: 'duplicate_item', every: 2 },
      ],
    ],
    ['a counted list loses an entry once', [{ kind: 'lose_entry', path: 'configurationPolicies/', times: 3 }]],
  ];

  it.each(passing)('is read whole although %s', async (_name, faults) => {
    const calm = await readTenant(await serve({ pageSize: 3 }));
    emulator.control.setFaults(TENANT, faults);
    const client = newClient();
    const troubled = await readTenant(client);
    expect(emulator.control.faults(TENANT).reduce((sum, { happened }) => sum + happened, 0)).toBeGreaterThan(0);
    expect(troubled.failures).toEqual([]);
    expect(troubled.items).toEqual(calm.items);
  });

  it('names what it may not read, and reads the rest', async () => {
    const calm = await readTenant(await serve({}));
    emulator.control.setFaults(TENANT, [{ kind: 'refuse', path: 'deviceManagement/intents' }]);
    const refused = await readTenant(newClient());
    expect(refused.failures).toMatchObject([
      { of: 'deviceManagement/intents', reason: 'permission_missing', status: 403 },
    ]);
    const others = [...calm.items.keys()].filter((path) => !path.startsWith('deviceManagement/intents'));
    expect([...refused.items.keys()].sort()).toEqual(others.sort());
  });

  it('is listed anew when a cursor is no longer good', async () => {
    const client = await serve({ pageSize: 2, faults: [{ kind: 'cursor_expired', times: 1 }] });
    const { failures } = await readTenant(client);
    expect(failures).toMatchObject([{ reason: 'page_cursor_expired' }]);
    expect((await readTenant(client)).failures).toEqual([]);
  });
});
