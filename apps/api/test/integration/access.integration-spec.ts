import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withToken, type ApiClient } from '@tenantatlas/testing';
import { SystemDatabase, WorkspaceDatabase } from '../../src/platform/database/index.js';
import { startApi, type RunningApi } from '../app.js';

const TENANT = 'query Tenant($id: ID!) { managedTenant(id: $id) { name } }';
const CREATE = `mutation Create($workspaceId: ID!, $capabilities: [String!]!, $tenantIds: [ID!], $expiresAt: DateTime!) {
  createApiToken(workspaceId: $workspaceId, name: "Nightly export", capabilities: $capabilities, tenantIds: $tenantIds,
    expiresAt: $expiresAt) { ... on ApiTokenCreated { id secret } ... on Refused { reasonCode } } }`;
const REVOKE = 'mutation Revoke($id: ID!) { revokeApiToken(id: $id) }';
const TENANTS = '{ workspace(slug: "demo") { tenants { nodes { name } } } }';

interface Created {
  readonly createApiToken: { readonly id: string; readonly secret: string; readonly reasonCode?: string };
}

let api: RunningApi;
let owner: ApiClient;
let operator: ApiClient;
let auditor: ApiClient;
let outsider: ApiClient;
let demo: string;
let other: string;
let contoso: string;
let fabrikam: string;

beforeAll(async () => {
  const tenant = (name: string) => ({
    directoryId: randomUUID(),
    name,
    clientId: randomUUID(),
    clientSecret: 'not used here',
  });
  api = await startApi({ settings: { DEMO_TENANTS: JSON.stringify([tenant('Contoso'), tenant('Fabrikam')]) } });
  const people = ['owner', 'operator', 'auditor', 'outsider'] as const;
  [owner, operator, auditor, outsider] = (await Promise.all(people.map((person) => api.as(person)))) as [
    ApiClient,
    ApiClient,
    ApiClient,
    ApiClient,
  ];
  const idOf = async (table: string, column: string, value: string) => {
    const [row] = await api.database.query<{ id: string }>(`SELECT id FROM ${table} WHERE ${column} = $1`, [value]);
    return row?.id ?? '';
  };
  demo = await idOf('workspaces', 'slug', 'demo');
  other = await idOf('workspaces', 'slug', 'other');
  contoso = await idOf('managed_tenants', 'name', 'Contoso');
  fabrikam = await idOf('managed_tenants', 'name', 'Fabrikam');
});
afterAll(() => api.close());

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

async function tokenOf(maker: ApiClient, capabilities: string[], tenantIds?: string[]) {
  const wish = { workspaceId: demo, capabilities, tenantIds, expiresAt: inDays(30) };
  return (await maker.query<Created>(CREATE, wish)).createApiToken;
}

describe('what belongs to another workspace', () => {
  it('is answered, byte for byte, like what never existed', async () => {
    const foreign = await outsider.send(TENANT, { id: contoso });
    const random = await outsider.send(TENANT, { id: randomUUID() });
    const nonsense = await outsider.send(TENANT, { id: 'no id at all' });
    expect(foreign.errors[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect([random.text, nonsense.text]).toEqual([foreign.text, foreign.text]);
    expect([random.status, nonsense.status]).toEqual([foreign.status, foreign.status]);
  });

  it('is not found by its slug or as a place to write to', async () => {
    expect(await outsider.failure('{ workspace(slug: "demo") { id } }')).toBe('NOT_FOUND');
    expect(await outsider.failure('{ workspace(slug: "nowhere") { id } }')).toBe('NOT_FOUND');
    const wish = { workspaceId: demo, capabilities: ['tenants.view'], expiresAt: inDays(1) };
    expect(await outsider.failure(CREATE, wish)).toBe('NOT_FOUND');
  });

  it('cannot be read or written past the application’s checks', async () => {
    const workspaces = api.get(WorkspaceDatabase);
    const seen = await workspaces.run(other, (tx) => tx.query('SELECT id FROM managed_tenants'));
    expect(seen).toEqual([]);
    const write = workspaces.run(other, (tx) =>
      tx.query('INSERT INTO managed_tenants (workspace_id, id, name) VALUES ($1, $2, $3)', [
        demo,
        randomUUID(),
        'Smuggled',
      ]),
    );
    await expect(write).rejects.toThrow('row-level security');
    const unbound = api.get(SystemDatabase).query('SELECT id FROM managed_tenants');
    // Never set on this connection, or left empty by the last transaction: it fails either way.
    await expect(unbound).rejects.toThrow(/app\.workspace_id|invalid input syntax for type uuid: ""/);
  });
});

describe('a member', () => {
  it('without a capability is told which one', async () => {
    const { errors } = await auditor.send(CREATE, {
      workspaceId: demo,
      capabilities: ['tenants.view'],
      expiresAt: inDays(1),
    });
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', capability: 'tokens.manage' });
  });

  it('limited to a tenant sees that one only', async () => {
    await api.database.query(
      `UPDATE memberships SET tenant_limited = true WHERE user_id = (SELECT id FROM users WHERE email = 'operator@demo.test')`,
    );
    await api.database.query(
      `INSERT INTO membership_tenants SELECT m.workspace_id, m.user_id, $1 FROM memberships m WHERE m.tenant_limited`,
      [contoso],
    );
    expect(await operator.query(TENANTS)).toEqual({ workspace: { tenants: { nodes: [{ name: 'Contoso' }] } } });
    expect(await operator.failure(TENANT, { id: fabrikam })).toBe('NOT_FOUND');
    expect(await operator.query('{ workspace(slug: "demo") { tenantCount viewerTenantLimited } }')).toEqual({
      workspace: { tenantCount: 1, viewerTenantLimited: true },
    });
    await api.database.query('UPDATE memberships SET tenant_limited = false');
  });

  it('walks through tenants page by page, and with no cursor of another list', async () => {
    const page = `query Page($after: String, $search: String) { workspace(slug: "demo") {
      tenants(first: 1, after: $after, search: $search) { nodes { name } pageInfo { hasNextPage endCursor } } } }`;
    interface Page {
      readonly workspace: {
        readonly tenants: { readonly nodes: unknown[]; readonly pageInfo: { endCursor: string; hasNextPage: boolean } };
      };
    }
    const first = (await owner.query<Page>(page)).workspace.tenants;
    expect(first).toMatchObject({ nodes: [{ name: 'Contoso' }], pageInfo: { hasNextPage: true } });
    const after = first.pageInfo.endCursor;
    expect((await owner.query<Page>(page, { after })).workspace.tenants.nodes).toEqual([{ name: 'Fabrikam' }]);
    expect(await owner.failure(page, { after, search: 'abr' })).toBe('BAD_USER_INPUT');
    expect((await owner.query<Page>(page, { search: 'ABR' })).workspace.tenants.nodes).toEqual([{ name: 'Fabrikam' }]);
  });
});

describe('an API token', () => {
  it('works as a bearer, with what it was given and no more', async () => {
    const { secret } = await tokenOf(owner, ['tenants.view']);
    const tool = withToken(api.url, secret);
    expect(await tool.query('{ viewer { kind name workspaces { viewerRole viewerCapabilities } } }')).toEqual({
      viewer: {
        kind: 'token',
        name: 'Nightly export',
        workspaces: [{ viewerRole: 'token', viewerCapabilities: ['tenants.view'] }],
      },
    });
    expect(await tool.failure('{ workspace(slug: "demo") { apiTokens { nodes { id } } } }')).toBe('FORBIDDEN');
  });

  it('is stored as a hash, and its use is recorded', async () => {
    const { id, secret } = await tokenOf(owner, ['tenants.view']);
    await withToken(api.url, secret).query(TENANTS);
    const [row] = await api.database.query<{ text: string; used: boolean }>(
      'SELECT t::text AS text, last_used_at IS NOT NULL AS used FROM api_tokens t WHERE id = $1',
      [id],
    );
    expect(row?.text).not.toContain(secret);
    expect(row?.used).toBe(true);
  });

  it('is limited to its tenants', async () => {
    const { secret } = await tokenOf(owner, ['tenants.view'], [fabrikam]);
    const tool = withToken(api.url, secret);
    expect(await tool.query(TENANTS)).toEqual({ workspace: { tenants: { nodes: [{ name: 'Fabrikam' }] } } });
    expect(await tool.failure(TENANT, { id: contoso })).toBe('NOT_FOUND');
  });

  it('ends at once when it is revoked, with a line in the log', async () => {
    const { id, secret } = await tokenOf(owner, ['tenants.view']);
    const tool = withToken(api.url, secret);
    expect(await owner.query(REVOKE, { id })).toEqual({ revokeApiToken: true });
    expect(await tool.failure(TENANTS)).toBe('UNAUTHENTICATED');
    expect(await owner.query(REVOKE, { id })).toEqual({ revokeApiToken: false });
    const log = await api.database.query(
      'SELECT action, actor_name AS actor FROM audit_entries WHERE subject_id = $1 ORDER BY id',
      [id],
    );
    expect(log).toEqual([
      { action: 'api_token.created', actor: 'Olivia Owner' },
      { action: 'api_token.revoked', actor: 'Olivia Owner' },
    ]);
  });

  it('never allows more than its maker may do now', async () => {
    const { secret } = await tokenOf(operator, ['baselines.capture', 'tenants.view']);
    const capabilities = '{ workspace(slug: "demo") { viewerCapabilities } }';
    const demote = (role: string) =>
      api.database.query(
        `UPDATE memberships SET role = $1 WHERE user_id = (SELECT id FROM users WHERE email = 'operator@demo.test')`,
        [role],
      );
    await demote('auditor');
    const after = await withToken(api.url, secret).query(capabilities);
    await demote('operator');
    expect(after).toEqual({ workspace: { viewerCapabilities: ['tenants.view'] } });
  });

  it.each([
    ['more than its maker may do', { capabilities: ['members.manage'] }, 'token_exceeds_own_access'],
    ['nothing at all', { capabilities: [] }, 'token_without_capability'],
    ['a life of more than a year', { expiresAt: inDays(400) }, 'token_expiry_out_of_range'],
    ['an end that is past', { expiresAt: inDays(-1) }, 'token_expiry_out_of_range'],
  ])('is refused %s', async (_what, wish, reasonCode) => {
    const asked = { workspaceId: demo, capabilities: ['tenants.view'], expiresAt: inDays(1), ...wish };
    expect(await operator.query(CREATE, asked)).toEqual({ createApiToken: { reasonCode } });
  });

  it('cannot make another token', async () => {
    const { secret } = await tokenOf(owner, ['tokens.manage', 'tenants.view']);
    const { reasonCode } = await tokenOf(withToken(api.url, secret), ['tenants.view']);
    expect(reasonCode).toBe('token_needs_a_person');
  });

  it('of somebody else is listed and revoked only by who may manage all', async () => {
    const { id } = await tokenOf(owner, ['tenants.view']);
    const { errors } = await operator.send(REVOKE, { id });
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', capability: 'tokens.manage_all' });
    const list = '{ workspace(slug: "demo") { apiTokens { nodes { createdByName } } } }';
    interface List {
      readonly workspace: { readonly apiTokens: { readonly nodes: readonly { readonly createdByName: string }[] } };
    }
    const makers = async (client: ApiClient) =>
      new Set((await client.query<List>(list)).workspace.apiTokens.nodes.map(({ createdByName }) => createdByName));
    expect(await makers(operator)).toEqual(new Set(['Otto Operator']));
    expect((await makers(owner)).has('Olivia Owner')).toBe(true);
    expect(await outsider.failure(REVOKE, { id })).toBe('NOT_FOUND');
  });
});
