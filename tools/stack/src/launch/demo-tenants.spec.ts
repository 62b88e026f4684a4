import { describe, expect, it } from '@jest/globals';
import { demoConnections, demoTenants } from './demo-tenants.ts';

describe('the tenants of the demo', () => {
  it('have the same ids at every start, because connections to them are kept', () => {
    const ids = () => demoTenants('/nowhere', 'secret').map(({ tenantId }) => tenantId);
    expect(ids()).toEqual(ids());
    expect(new Set(ids()).size).toBe(4);
    for (const id of ids()) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('are connected to by the app that the emulator knows', () => {
    const tenants = demoTenants('/nowhere', 'secret');
    const [contoso] = demoConnections(tenants);
    expect(contoso).toEqual({
      directoryId: tenants[0]?.tenantId,
      name: 'Contoso',
      clientId: tenants[0]?.credentials[0]?.clientId,
      clientSecret: 'secret',
    });
  });
});
