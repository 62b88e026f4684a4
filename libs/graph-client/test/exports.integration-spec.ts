import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startEmulator } from '@tenantatlas/graph-emulator';
import { clientOfTenant, readTenant } from './tenant-reading.js';

const TENANT = '0b0a6f6e-6a55-4c0e-8f0c-52f6c8a0f0d1';
const data = process.env['TENANT_DATA_DIR'] ?? resolve(import.meta.dirname, '../../../../shared/data');

describe('a real export served by the emulator', () => {
  const exports = ['intunecd/4b58ed9', 'conditional-access/67c82f5'];
  for (const name of exports) {
    const folder = resolve(data, name);
    const check = existsSync(folder) ? it : it.skip;
    check(
      `${name} is read whole${existsSync(folder) ? '' : ' (skipped: the export is not on this machine)'}`,
      async () => {
        const credentials = [{ clientId: 'app', clientSecret: 'secret' }];
        const source = { kind: 'export', folder } as const;
        const emulator = await startEmulator({
          tenants: [{ tenantId: TENANT, displayName: 'Export', source, credentials }],
        });
        const { policies, failures } = await readTenant(clientOfTenant(emulator.url, TENANT));
        await emulator.close();
        const { files } = emulator.control.source(TENANT);
        expect(failures).toEqual([]);
        expect(policies).toBeGreaterThan(0);
        expect(policies).toBe(files.filter(({ disposition }) => disposition === 'policy').length);
      },
    );
  }
});
