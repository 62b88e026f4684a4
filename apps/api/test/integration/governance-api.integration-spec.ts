import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { startEmulator, type RunningEmulator } from '@tenantatlas/graph-emulator';
import type { ApiClient } from '@tenantatlas/testing';
import { WorkspaceDatabase } from '../../src/platform/database/index.js';
import { WorkerModule } from '../../src/worker.module.js';
import { startApi, testSettings, type RunningApi } from '../app.js';
import { aTenant } from '../governance.js';
import { until } from '../until.js';

const DEMO_DIRECTORY = randomUUID();
const NEW_DIRECTORY = randomUUID();
const SECRET = 'the-secret';

let emulator: RunningEmulator;
let api: RunningApi;
let worker: INestApplicationContext;
let owner: ApiClient;
let workspace: { id: string; tenant: string; profile: string; caProfile: string };

beforeAll(async () => {
  emulator = await startEmulator({
    tenants: [
      aTenant({ tenantId: DEMO_DIRECTORY, faults: [{ kind: 'refuse', path: 'deviceManagement/intents' }] }),
      aTenant({ tenantId: NEW_DIRECTORY, displayName: 'Fabrikam' }),
    ],
  });
  const demo = { directoryId: DEMO_DIRECTORY, name: 'Contoso', clientId: 'app', clientSecret: SECRET };
  const settings = {
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    EMULATOR_URL: emulator.url,
    DEMO_TENANTS: JSON.stringify([demo]),
  };
  api = await startApi({ settings });
  Object.assign(process.env, testSettings(api.database.url, settings));
  worker = await NestFactory.createApplicationContext(WorkerModule, { logger: ['error'], abortOnError: false });
  owner = await api.as('owner');
  workspace = await workspaceOf(owner);
}, 60_000);

afterAll(async () => {
  await worker.close();
  await api.close();
  await emulator.close();
});

interface Nodes<Node> {
  readonly nodes: Node[];
}

async function workspaceOf(client: ApiClient) {
  const { workspace: found } = await client.query<{
    workspace: { id: string; tenants: Nodes<{ id: string }>; baselineProfiles: Nodes<{ id: string; name: string }> };
  }>(`{ workspace(slug: "demo") { id tenants { nodes { id } } baselineProfiles { nodes { id name } } } }`);
  const profile = (name: string) => found.baselineProfiles.nodes.find((one) => one.name === name)?.id ?? '';
  return {
    id: found.id,
    tenant: found.tenants.nodes[0]?.id ?? '',
    profile: profile('Company baseline'),
    caProfile: profile('Conditional Access'),
  };
}

interface Run {
  readonly status: string;
  readonly outcome: string;
  readonly reasonCode: string | null;
  readonly related: { kind: string; id: string }[];
}

const START = `{
  __typename
  ... on OperationStarted { alreadyActive run { id } }
  ... on OperationBlocked { reasonCode message nextAction { label href } }
}`;

/** Starts something, and waits for its end. */
async function finish(client: ApiClient, mutation: string, variables: object = {}): Promise<Run & { id: string }> {
  const { started } = await client.query<{ started: { run: { id: string } } }>(mutation, variables);
  const { id } = started.run;
  const { operationRun } = await until(
    () =>
      client.query<{ operationRun: Run }>(
        'query ($id: ID!) { operationRun(id: $id) { status outcome reasonCode related { kind id } } }',
        { id },
      ),
    (answer) => answer.operationRun.status === 'COMPLETED',
  );
  return { ...operationRun, id };
}

const capture = (client: ApiClient, profile = workspace.profile) =>
  finish(
    client,
    `mutation ($profile: ID!, $tenant: ID!) {
       started: startBaselineCapture(baselineProfileId: $profile, sourceTenantId: $tenant) ${START} }`,
    { profile, tenant: workspace.tenant },
  );

const SNAPSHOT = `query ($id: ID!, $family: String, $search: String, $after: String) { baselineSnapshot(id: $id) {
  id version consumable itemCount gapCount active
  profile { id name activeSnapshot { id } snapshots { nodes { id version } } lastCapture { id } }
  sourceTenant { id name lastCapture { id } } operationRun { id type }
  coverage { family label kind state itemCount gapCount }
  gaps { nodes { family familyLabel item reasonCode message } }
  items(family: $family, search: $search, first: 20, after: $after) {
    nodes { id family familyLabel name platform fingerprint content settings { path label value } assignments { label value } }
    pageInfo { hasNextPage endCursor } } } }`;

interface Snapshot {
  readonly [field: string]: unknown;
  readonly gaps: Nodes<{ family: string; item: string | null; reasonCode: string; message: string }>;
  readonly coverage: { family: string; state: string; kind: string }[];
  readonly items: Nodes<{
    id: string;
    name: string;
    family: string;
    content: object;
    assignments: { value: string }[] | null;
  }> & {
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

const snapshotOf = async (run: Run, variables: object = {}): Promise<Snapshot> => {
  const id = run.related.find(({ kind }) => kind === 'baseline_snapshot')?.id;
  return (await owner.query<{ baselineSnapshot: Snapshot }>(SNAPSHOT, { id, ...variables })).baselineSnapshot;
};

describe('a capture, seen through the API', () => {
  it('leads to a snapshot whose gaps are named and whose policies can be read', async () => {
    const run = await capture(owner);
    expect(run).toMatchObject({ outcome: 'PARTIALLY_SUCCEEDED', reasonCode: 'families_not_read' });
    const snapshot = await snapshotOf(run);
    expect(snapshot).toMatchObject({ version: 1, consumable: true, active: true, gapCount: 1 });
    expect(snapshot.operationRun).toEqual({ id: run.id, type: 'baseline_capture' });
    expect(snapshot.profile).toMatchObject({ id: workspace.profile, lastCapture: { id: run.id } });
    expect(snapshot.sourceTenant).toMatchObject({ id: workspace.tenant, lastCapture: { id: run.id } });
    expect(snapshot.gaps.nodes).toEqual([
      {
        family: 'endpoint_security_intents',
        familyLabel: 'Endpoint security (templates)',
        item: null,
        reasonCode: 'permission_missing',
        message: expect.stringContaining('permission is missing'),
      },
    ]);
    const states = new Map(snapshot.coverage.map(({ family, state }) => [family, state]));
    expect(states.get('endpoint_security_intents')).toBe('NOT_READ');
    expect([...states.values()].filter((state) => state === 'COMPLETE')).toHaveLength(24);
    expect(snapshot.items.nodes.every(({ content }) => Object.keys(content).length > 1)).toBe(true);
  });

  it('lists every policy once over its pages, by family and by what is searched for', async () => {
    const run = await capture(owner);
    const names: string[] = [];
    let after: string | null = null;
    let itemCount: unknown = null;
    do {
      const snapshot: Snapshot = await snapshotOf(run, { after });
      names.push(...snapshot.items.nodes.map(({ id }) => id));
      ({ itemCount } = snapshot);
      after = snapshot.items.pageInfo.hasNextPage ? snapshot.items.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(Number(itemCount));

    const ofFamily = await snapshotOf(run, { family: 'conditional_access' });
    expect(new Set(ofFamily.items.nodes.map(({ family }) => family))).toEqual(new Set(['conditional_access']));
    const [first] = ofFamily.items.nodes;
    const found = await snapshotOf(run, { search: first?.name.toUpperCase() });
    expect(found.items.nodes.map(({ id }) => id)).toContain(first?.id);
    const one = await owner.query('query ($id: ID!) { baselineItem(id: $id) { name settings { label } } }', {
      id: first?.id,
    });
    expect(one).toMatchObject({ baselineItem: { name: first?.name } });
    const lookups = await snapshotOf(run, { family: 'groups' });
    expect(lookups.items.nodes.length).toBeGreaterThan(0);
    const assigned = await snapshotOf(run, { family: 'compliance' });
    const groups = new Set(lookups.items.nodes.map((node) => node.name));
    const values = assigned.items.nodes.flatMap(({ assignments }) => assignments ?? []).map(({ value }) => value);
    expect(values.some((value) => groups.has(value))).toBe(true);
  });

  it('makes the inventory searchable', async () => {
    await capture(owner);
    const { managedTenant } = await owner.query<{
      managedTenant: { inventory: Nodes<{ name: string; tenant: { id: string } }>; inventoryFamilies: object[] };
    }>(
      `query ($id: ID!) { managedTenant(id: $id) {
         inventory(family: "conditional_access") { nodes { name familyLabel fingerprint lastSeenAt tenant { id } } }
         inventoryFamilies { family label itemCount readAt reasonCode message } } }`,
      { id: workspace.tenant },
    );
    expect(managedTenant.inventoryFamilies).toHaveLength(19);
    expect(managedTenant.inventoryFamilies).toContainEqual(
      expect.objectContaining({ family: 'endpoint_security_intents', itemCount: 0, reasonCode: 'permission_missing' }),
    );
    const [item] = managedTenant.inventory.nodes;
    expect(item?.tenant).toEqual({ id: workspace.tenant });
    const { workspace: found } = await owner.query<{ workspace: { inventory: Nodes<{ name: string }> } }>(
      'query ($search: String) { workspace(slug: "demo") { inventory(search: $search) { nodes { name } } } }',
      { search: item?.name },
    );
    expect(found.inventory.nodes).toContainEqual({ name: item?.name });
  });

  it('has its earlier snapshot made the active one again', async () => {
    const first = await snapshotOf(await capture(owner, workspace.caProfile));
    const second = await snapshotOf(await capture(owner, workspace.caProfile));
    expect([first.active, second.active]).toEqual([true, false]);
    const { activated } = await owner.query<{ activated: object }>(
      `mutation ($id: ID!) { activated: activateBaselineSnapshot(id: $id) {
         ... on BaselineSnapshot { id active profile { activeSnapshot { id } } } } }`,
      { id: second.id },
    );
    expect(activated).toEqual({ id: second.id, active: true, profile: { activeSnapshot: { id: second.id } } });
  });
});

describe('the other operations on a tenant', () => {
  it('check its connection, and say which family is missing', async () => {
    const run = await finish(
      owner,
      `mutation ($tenant: ID!) { started: checkProviderConnection(tenantId: $tenant) ${START} }`,
      {
        tenant: workspace.tenant,
      },
    );
    expect(run).toMatchObject({ outcome: 'PARTIALLY_SUCCEEDED' });
    const { managedTenant } = await owner.query<{ managedTenant: { connection: Record<string, unknown> } }>(
      `query ($id: ID!) { managedTenant(id: $id) { connection {
         kind cloud directoryId clientId credentialKind credentialHint status organisationName
         families { family label readable permission reasonCode message } } } }`,
      { id: workspace.tenant },
    );
    expect(managedTenant.connection).toMatchObject({
      kind: 'EMULATOR',
      directoryId: DEMO_DIRECTORY,
      credentialKind: 'secret',
      status: 'LIMITED',
      organisationName: 'Contoso',
    });
    expect(JSON.stringify(managedTenant)).not.toContain(SECRET);
  });

  it('refresh its inventory, counted', async () => {
    const run = await finish(owner, `mutation ($tenant: ID!) { started: syncInventory(tenantId: $tenant) ${START} }`, {
      tenant: workspace.tenant,
    });
    expect(run).toMatchObject({ outcome: 'PARTIALLY_SUCCEEDED', reasonCode: 'families_not_read' });
    const { managedTenant } = await owner.query<{ managedTenant: object }>(
      'query ($id: ID!) { managedTenant(id: $id) { lastInventorySync { id } } }',
      { id: workspace.tenant },
    );
    expect(managedTenant).toEqual({ lastInventorySync: { id: run.id } });
  });

  it('collect diagnostics that hold neither a secret nor a policy', async () => {
    const run = await finish(
      owner,
      `mutation ($id: ID!) { started: collectSupportDiagnostics(workspaceId: $id) ${START} }`,
      {
        id: workspace.id,
      },
    );
    const id = run.related.find(({ kind }) => kind === 'support_bundle')?.id;
    const { supportBundle } = await owner.query<{ supportBundle: { content: Record<string, unknown> } }>(
      'query ($id: ID!) { supportBundle(id: $id) { id createdAt content } }',
      { id },
    );
    expect(Object.keys(supportBundle.content).toSorted()).toEqual(
      ['collectedAt', 'connections', 'endings', 'queues', 'runs', 'versions'].toSorted(),
    );
    const text = JSON.stringify(supportBundle);
    for (const secret of [SECRET, DEMO_DIRECTORY, 'Contoso']) expect(text).not.toContain(secret);
    const auditor = await api.as('auditor');
    expect(await auditor.failure('query ($id: ID!) { supportBundle(id: $id) { id } }', { id })).toBe('FORBIDDEN');
  });
});

const ADD = `mutation ($workspaceId: ID!, $name: String!, $connection: ConnectionInput!) {
  added: addManagedTenant(workspaceId: $workspaceId, name: $name, connection: $connection) {
    ... on ManagedTenant { id name connection { status credentialHint } } ... on Refused { reasonCode message } } }`;

describe('connecting tenants', () => {
  const connection = { kind: 'EMULATOR', directoryId: NEW_DIRECTORY, clientId: 'app', clientSecret: SECRET };
  const add = async (more: object = {}, name = 'Fabrikam') =>
    (
      await owner.query<{ added: Record<string, unknown> }>(ADD, {
        workspaceId: workspace.id,
        name,
        connection: { ...connection, ...more },
      })
    ).added;

  it('refuses what cannot be, in words that say what to do', async () => {
    expect(await add({}, ' ')).toMatchObject({ reasonCode: 'tenant_name_invalid' });
    expect(await add({ directoryId: 'no directory' })).toMatchObject({ reasonCode: 'directory_id_invalid' });
    expect(await add({ clientSecret: 'with a space' })).toMatchObject({ reasonCode: 'client_secret_invalid' });
    expect(await add({ baseUrl: 'http://169.254.169.254' })).toMatchObject({ reasonCode: 'base_url_not_allowed' });
    expect(await add({ credentialExpiresAt: '2020-01-01T00:00:00Z' })).toMatchObject({
      reasonCode: 'credential_expired',
    });
    expect(await add({ kind: 'GRAPH', cloud: 'elsewhere' })).toMatchObject({ reasonCode: 'cloud_unknown' });
    expect(await add({ directoryId: DEMO_DIRECTORY })).toMatchObject({ reasonCode: 'tenant_already_managed' });
  });

  it('takes a tenant on, replaces its credential, and shows neither', async () => {
    const added = await add({ clientSecret: 'a-wrong-secret-1234' });
    expect(added).toMatchObject({ name: 'Fabrikam', connection: { status: 'UNCHECKED', credentialHint: '1234' } });
    const checkIt = `mutation ($tenant: ID!) { started: checkProviderConnection(tenantId: $tenant) ${START} }`;
    expect(await finish(owner, checkIt, { tenant: added.id })).toMatchObject({
      outcome: 'BLOCKED',
      reasonCode: 'provider_credentials_rejected',
    });
    const replace = `mutation ($tenant: ID!, $connection: ConnectionInput!) {
      replaced: replaceConnectionCredential(tenantId: $tenant, connection: $connection) {
        ... on ManagedTenant { connection { status } } ... on Refused { reasonCode } } }`;
    const other = { tenant: added.id, connection: { ...connection, directoryId: randomUUID() } };
    expect(await owner.query(replace, other)).toEqual({ replaced: { reasonCode: 'directory_differs' } });
    expect(await owner.query(replace, { tenant: added.id, connection })).toEqual({
      replaced: { connection: { status: 'UNCHECKED' } },
    });
    expect(await finish(owner, checkIt, { tenant: added.id })).toMatchObject({ outcome: 'SUCCEEDED' });
  });
});

describe('baseline profiles', () => {
  const create = `mutation ($workspaceId: ID!, $name: String!, $families: [String!]) {
    made: createBaselineProfile(workspaceId: $workspaceId, name: $name, families: $families) {
      ... on BaselineProfile { id name families createdByName workspace { id } } ... on Refused { reasonCode message } } }`;
  const make = async (name: string, families: string[] = []) =>
    (await owner.query<{ made: Record<string, unknown> }>(create, { workspaceId: workspace.id, name, families })).made;

  it('are created under a name of their own, for families that exist', async () => {
    const made = await make('  Windows   11 ', ['settings_catalog', 'settings_catalog']);
    expect(made).toMatchObject({ name: 'Windows 11', families: ['settings_catalog'], workspace: { id: workspace.id } });
    expect(await make('WINDOWS 11')).toMatchObject({ reasonCode: 'baseline_name_taken' });
    expect(await make('')).toMatchObject({ reasonCode: 'baseline_name_invalid' });
    expect(await make('Other', ['nothing'])).toMatchObject({ reasonCode: 'family_unknown' });
    const { workspace: found } = await owner.query<{ workspace: { baselineProfiles: Nodes<object> } }>(
      '{ workspace(slug: "demo") { baselineProfiles(search: "windows") { nodes { id } } } }',
    );
    expect(found.baselineProfiles.nodes).toEqual([{ id: made.id }]);
  });

  it('are changed, name patterns among them', async () => {
    const { id } = await make('To be changed');
    const update = `mutation ($id: ID!, $name: String, $excludeNames: [String!]) {
      changed: updateBaselineProfile(id: $id, name: $name, excludeNames: $excludeNames) {
        ... on BaselineProfile { name includeNames excludeNames } ... on Refused { reasonCode } } }`;
    expect(await owner.query(update, { id, name: 'Changed', excludeNames: ['Test *'] })).toEqual({
      changed: { name: 'Changed', includeNames: [], excludeNames: ['Test *'] },
    });
    expect(await owner.query(update, { id, excludeNames: ['*a*b*c*d*e*f*'] })).toEqual({
      changed: { reasonCode: 'name_pattern_invalid' },
    });
    expect(await owner.query(update, { id, name: 'company BASELINE' })).toEqual({
      changed: { reasonCode: 'baseline_name_taken' },
    });
  });
});

describe('who may', () => {
  const questions: [string, string, string][] = [
    ['a profile', 'query ($id: ID!) { baselineProfile(id: $id) { id } }', 'profile'],
    ['a tenant', 'query ($id: ID!) { managedTenant(id: $id) { id } }', 'tenant'],
    ['a check', `mutation ($id: ID!) { checkProviderConnection(tenantId: $id) ${START} }`, 'tenant'],
    ['a refresh', `mutation ($id: ID!) { syncInventory(tenantId: $id) ${START} }`, 'tenant'],
    ['diagnostics', `mutation ($id: ID!) { collectSupportDiagnostics(workspaceId: $id) ${START} }`, 'id'],
  ];

  it.each(questions)(
    'a member of another workspace is told of %s exactly what is told of nothing',
    async (_name, document, of) => {
      const outsider = await api.as('outsider');
      const foreign = await outsider.send(document, { id: workspace[of as keyof typeof workspace] });
      const nothing = await outsider.send(document, { id: randomUUID() });
      expect(foreign.errors[0]?.extensions?.code).toBe('NOT_FOUND');
      expect(foreign.text).toBe(nothing.text);
    },
  );

  it('a member who lacks the capability is told which', async () => {
    const operator = await api.as('operator');
    const answer = await operator.send(ADD, {
      workspaceId: workspace.id,
      name: 'X',
      connection: { kind: 'EMULATOR', directoryId: NEW_DIRECTORY, clientId: 'app', clientSecret: SECRET },
    });
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', capability: 'tenants.manage' });
    const auditor = await api.as('auditor');
    const start = await auditor.send(
      `mutation ($p: ID!, $t: ID!) { startBaselineCapture(baselineProfileId: $p, sourceTenantId: $t) ${START} }`,
      { p: workspace.profile, t: workspace.tenant },
    );
    expect(start.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', capability: 'baselines.capture' });
  });

  it('a member who is limited to other tenants sees nothing of this one', async () => {
    const run = await capture(owner, workspace.caProfile);
    const id = run.related.find(({ kind }) => kind === 'baseline_snapshot')?.id;
    const item = (await snapshotOf(run)).items.nodes[0]?.id;
    const limit = (limited: boolean) =>
      api
        .get(WorkspaceDatabase)
        .run(workspace.id, (tx) =>
          tx.query(`UPDATE memberships SET tenant_limited = $1 WHERE role = 'operator'`, [limited]),
        );
    const operator = await api.as('operator');
    const see = async () => ({
      snapshot: await operator.send('query ($id: ID!) { baselineSnapshot(id: $id) { id } }', { id }),
      item: await operator.send('query ($id: ID!) { baselineItem(id: $id) { id } }', { id: item }),
      lists: await operator.query<{ workspace: { inventory: Nodes<object>; baselineProfiles: Nodes<object> } }>(
        `{ workspace(slug: "demo") { inventory { nodes { id } }
           baselineProfiles(search: "Conditional") { nodes { activeSnapshot { id } lastCapture { id } snapshots { nodes { id } } } } } }`,
      ),
    });
    const before = await see();
    expect([before.snapshot.data, before.item.data]).toEqual([
      { baselineSnapshot: { id } },
      { baselineItem: { id: item } },
    ]);
    expect(before.lists.workspace.inventory.nodes.length).toBeGreaterThan(0);
    await limit(true);
    const after = await see();
    await limit(false);
    expect(after.snapshot.errors[0]?.extensions?.code).toBe('NOT_FOUND');
    expect(after.item.errors[0]?.extensions?.code).toBe('NOT_FOUND');
    expect(after.lists.workspace.inventory.nodes).toEqual([]);
    expect(after.lists.workspace.baselineProfiles.nodes).toEqual([
      { activeSnapshot: null, lastCapture: null, snapshots: { nodes: [] } },
    ]);
  });

  it('a capture over an expired credential is refused before anything is written', async () => {
    const setExpiry = (expiry: string) =>
      api
        .get(WorkspaceDatabase)
        .run(workspace.id, (tx) =>
          tx.query(`UPDATE provider_connections SET credential_expires_at = ${expiry} WHERE tenant_id = $1`, [
            workspace.tenant,
          ]),
        );
    const start = `mutation ($profile: ID!, $tenant: ID!) {
      started: startBaselineCapture(baselineProfileId: $profile, sourceTenantId: $tenant) ${START} }`;
    await setExpiry(`now() - interval '1 day'`);
    const { started } = await owner.query<{ started: object }>(start, workspace);
    await setExpiry('NULL');
    expect(started).toMatchObject({
      __typename: 'OperationBlocked',
      reasonCode: 'credentials_expired',
      nextAction: { href: `/tenants/${workspace.tenant}/connection` },
    });
  });
});
