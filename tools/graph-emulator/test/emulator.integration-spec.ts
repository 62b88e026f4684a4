import { LOOKUP_FAMILIES, POLICY_FAMILIES } from '@tenantatlas/drift';
import { afterEach, describe, expect, it } from '@jest/globals';
import { aTenant, askForToken, calling, TENANT_ID, type Caller, type ListBody } from './caller.js';

let caller: Caller;
afterEach(() => caller.close());

const policyPaths = POLICY_FAMILIES.flatMap((family) => family.collections.map(({ path }) => path));
const listPaths = policyPaths.filter((path) => path !== 'deviceManagement/settings');

describe('a generated tenant over HTTP', () => {
  it('holds exactly as many policies as it was asked for, some in every collection', async () => {
    caller = await calling(aTenant());
    const counts = await Promise.all(listPaths.map(async (path) => (await caller.all(path)).length));
    expect(counts.reduce((sum, count) => sum + count, 0) + 1).toBe(120);
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });

  it('is the same at every start', async () => {
    caller = await calling(aTenant());
    const first = await caller.all('deviceManagement/configurationPolicies?$expand=assignments');
    await caller.close();
    caller = await calling(aTenant());
    expect(await caller.all('deviceManagement/configurationPolicies?$expand=assignments')).toEqual(first);
  });

  it('lists only what Graph lists, and gives the rest when asked', async () => {
    caller = await calling(aTenant());
    const [listed] = await caller.all('deviceManagement/configurationPolicies');
    expect(listed).toHaveProperty('settingCount');
    expect(listed).not.toHaveProperty('settings');
    expect(listed).not.toHaveProperty('assignments');
    const [expanded] = await caller.all('deviceManagement/configurationPolicies?$expand=assignments');
    expect(Array.isArray(expanded?.assignments)).toBe(true);
    const settings = await caller.all(`deviceManagement/configurationPolicies/${String(listed?.id)}/settings`);
    expect(settings).toHaveLength(Number(listed?.settingCount));
  });

  it('gives the content of a script with the script only', async () => {
    caller = await calling(aTenant());
    const [listed] = await caller.all('deviceManagement/deviceManagementScripts');
    expect(listed).not.toHaveProperty('scriptContent');
    const whole = await caller.get(`deviceManagement/deviceManagementScripts/${String(listed?.id)}`);
    expect(await whole.json()).toHaveProperty('scriptContent');
  });

  it('reads lists below lists, with what they refer to', async () => {
    caller = await calling(aTenant());
    const [intent] = await caller.all('deviceManagement/intents');
    const path = `deviceManagement/intents/${String(intent?.id)}/categories`;
    const [category] = await caller.all(path);
    expect(category).not.toHaveProperty('settings');
    expect(await caller.all(`${path}/${String(category?.id)}/settings`)).toHaveLength(3);
    const [template] = await caller.all('deviceManagement/groupPolicyConfigurations');
    const values = `deviceManagement/groupPolicyConfigurations/${String(template?.id)}/definitionValues`;
    const [plain] = await caller.all(values);
    expect(plain).not.toHaveProperty('definition');
    const [expanded] = await caller.all(`${values}?$expand=definition`);
    expect(expanded).toHaveProperty('definition.displayName');
    expect(expanded).not.toHaveProperty('presentationValues');
    const [presented] = await caller.all(`${values}/${String(plain?.id)}/presentationValues?$expand=presentation`);
    expect(presented).toHaveProperty('presentation.label');
  });

  it('expands what lies below an expansion only when that is asked for too', async () => {
    caller = await calling(aTenant());
    const path = 'deviceManagement/deviceCompliancePolicies?$expand=scheduledActionsForRule';
    const [shallow] = await caller.all(path);
    expect(shallow).not.toHaveProperty('scheduledActionsForRule.0.scheduledActionConfigurations');
    const [deep] = await caller.all(`${path}($expand=scheduledActionConfigurations)`);
    expect(deep).toHaveProperty('scheduledActionsForRule.0.scheduledActionConfigurations.0.actionType');
  });

  it('serves two thousand policies page by page, each once', async () => {
    caller = await calling(aTenant({ source: { kind: 'generated', policies: 2000 }, pageSize: 50 }));
    const items = await caller.all('deviceManagement/configurationPolicies?$expand=assignments');
    expect(items.length).toBeGreaterThan(600);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(caller.emulator.control.requests(TENANT_ID).count).toBe(Math.ceil(items.length / 50));
  });

  it('serves every lookup and the organisation in both versions', async () => {
    caller = await calling(aTenant());
    for (const { collections } of LOOKUP_FAMILIES) {
      for (const { path } of collections) expect((await caller.all(path)).length).toBeGreaterThan(0);
    }
    const { value } = (await (await caller.get(`${caller.emulator.url}/v1.0/organization`)).json()) as ListBody;
    expect(value).toEqual([expect.objectContaining({ id: TENANT_ID, displayName: 'Contoso' })]);
  });

  it('selects and filters', async () => {
    caller = await calling(aTenant());
    const [group] = await caller.all('groups?$select=displayName');
    expect(Object.keys(group ?? {}).toSorted()).toEqual(['displayName', 'id']);
    const found = await caller.all(`groups?$filter=${encodeURIComponent("displayName eq 'Helpdesk'")}`);
    expect(found.map(({ displayName }) => displayName)).toEqual(['Helpdesk']);
    expect((await caller.get('groups?$filter=nonsense')).status).toBe(400);
  });

  it('knows no path that Graph does not have', async () => {
    caller = await calling(aTenant());
    expect((await caller.get('deviceManagement/nothing')).status).toBe(404);
    expect((await caller.get('deviceManagement/configurationPolicies/unknown')).status).toBe(404);
    expect((await caller.get('deviceManagement/settings/unknown')).status).toBe(404);
  });
});

describe('tokens and permissions', () => {
  it('refuses a wrong secret, an unknown app and an unknown tenant, each in its own way', async () => {
    caller = await calling(aTenant());
    const ask = (form: Record<string, string>, tenant = TENANT_ID) => askForToken(caller.emulator, tenant, form);
    const wrong = await ask({ client_id: 'app', client_secret: 'wrong' });
    expect(wrong.status).toBe(401);
    expect(await wrong.json()).toMatchObject({ error: 'invalid_client', error_codes: [7000215] });
    const unknown = await ask({ client_id: 'other', client_secret: 'secret' });
    expect(await unknown.json()).toMatchObject({ error: 'unauthorized_client' });
    expect((await ask({ client_id: 'app', client_secret: 'secret' }, 'nowhere')).status).toBe(400);
  });

  it('takes a secret by Basic authentication and an assertion where the app may use one', async () => {
    caller = await calling(
      aTenant({ credentials: [{ clientId: 'app', clientSecret: 'secret', acceptsAssertion: true }] }),
    );
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
    });
    const basic = await fetch(`${caller.emulator.url}/${TENANT_ID}/oauth2/v2.0/token`, {
      method: 'POST',
      body,
      headers: { authorization: `Basic ${Buffer.from('app:secret').toString('base64')}` },
    });
    expect(basic.status).toBe(200);
    const asserted = await askForToken(caller.emulator, TENANT_ID, {
      client_id: 'app',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: 'header.claims.signature',
    });
    expect(asserted.status).toBe(200);
  });

  it('answers nobody without a token, and forbids what was not consented to', async () => {
    caller = await calling(aTenant({ permissions: ['DeviceManagementApps.ReadWrite.All'] }));
    expect((await fetch(`${caller.emulator.url}/beta/groups`)).status).toBe(401);
    expect((await caller.get('deviceAppManagement/iosManagedAppProtections')).status).toBe(200);
    const refused = await caller.get('deviceManagement/configurationPolicies');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ error: { code: 'Forbidden' } });
  });

  it('shows a tenant only its own content', async () => {
    const other = aTenant({ tenantId: '22222222-2222-4222-8222-222222222222', displayName: 'Fabrikam' });
    caller = await calling(aTenant(), other);
    const { value } = (await (await caller.get('organization')).json()) as ListBody;
    expect(value.map(({ displayName }) => displayName)).toEqual(['Contoso']);
    expect(caller.emulator.control.requests(other.tenantId).count).toBe(0);
  });
});

describe('$batch', () => {
  it('answers every part by its own status', async () => {
    caller = await calling(aTenant({ permissions: ['DeviceManagementConfiguration.Read.All'] }));
    const response = await caller.post('$batch', {
      requests: [
        { id: '1', method: 'GET', url: '/deviceManagement/configurationPolicies?$top=1' },
        { id: '2', method: 'GET', url: '/groups' },
        { id: '3', method: 'GET', url: '/deviceManagement/configurationPolicies/unknown' },
      ],
    });
    const { responses } = (await response.json()) as { responses: { id: string; status: number }[] };
    expect(new Map(responses.map(({ id, status }) => [id, status]))).toEqual(
      new Map([
        ['1', 200],
        ['2', 403],
        ['3', 404],
      ]),
    );
  });

  it('refuses more than twenty parts', async () => {
    caller = await calling(aTenant());
    const requests = Array.from({ length: 21 }, (_, index) => ({ id: String(index), method: 'GET', url: '/groups' }));
    expect((await caller.post('$batch', { requests })).status).toBe(400);
  });
});

describe('a tenant that is added while the emulator runs', () => {
  const added = { ...aTenant(), tenantId: '22222222-2222-4222-8222-222222222222', displayName: 'Fabrikam' };
  const put = (url: string, id: string, body: unknown) =>
    fetch(`${url}/emulator/tenants/${id}`, { method: 'PUT', body: JSON.stringify(body) });

  it('is served like the others', async () => {
    caller = await calling(aTenant());
    expect((await put(caller.emulator.url, added.tenantId, added)).status).toBe(204);
    const form = { client_id: 'app', client_secret: 'secret' };
    expect((await askForToken(caller.emulator, added.tenantId, form)).status).toBe(200);
  });

  it('is refused with what is wrong about it', async () => {
    caller = await calling(aTenant());
    const nameless = await put(caller.emulator.url, added.tenantId, { ...added, displayName: undefined });
    expect(await nameless.json()).toEqual({ error: 'tenant.displayName is missing.' });
    const elsewhere = await put(caller.emulator.url, TENANT_ID, added);
    expect(elsewhere.status).toBe(400);
  });
});
