import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type RunningApi } from '../app.js';

describe('the edge', () => {
  let api: RunningApi;
  let production: RunningApi;

  beforeAll(async () => {
    api = await startApi();
    production = await startApi({
      database: api.database,
      settings: { APP_ENV: 'production', ALLOW_LOCAL_ACCOUNTS: 'true' },
    });
  });
  afterAll(async () => {
    await production.close();
    await api.close();
  });

  const json = { 'content-type': 'application/json' };
  const errorOf = async (response: Response) => {
    expect(response.headers.get('content-type')).toContain('application/json');
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    return [response.status, errors[0]?.extensions.code];
  };
  const graphql = (body: string, headers: Record<string, string> = json) =>
    fetch(`${api.url}/graphql`, { method: 'POST', headers, body });

  it('answers what the framework refuses as JSON, without internals', async () => {
    expect(await errorOf(await fetch(`${api.url}/nowhere`))).toEqual([404, 'NOT_FOUND']);
    expect(await errorOf(await graphql('{"query":'))).toEqual([400, 'BAD_USER_INPUT']);
    expect(await errorOf(await graphql('x'.repeat(1024 * 1024 + 1)))).toEqual([413, 'BAD_USER_INPUT']);
    expect(await errorOf(await graphql('a=b', { 'content-type': 'application/x-www-form-urlencoded' }))).toEqual([
      415,
      'BAD_USER_INPUT',
    ]);
    expect(await errorOf(await fetch(`${api.url}/%zz`))).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('takes no requests of other sites, no simple forms and no batches', async () => {
    expect(await errorOf(await graphql('{"query":"{__typename}"}', { ...json, origin: 'https://evil.test' }))).toEqual([
      403,
      'FORBIDDEN',
    ]);
    const link = await fetch(`${api.url}/graphql?query=${encodeURIComponent('{__typename}')}`);
    expect(link.status).toBe(400);
    expect((await graphql('[{"query":"{__typename}"},{"query":"{__typename}"}]')).status).toBe(400);
  });

  it('bounds documents', async () => {
    const deep = `{ viewer { workspaces { ${'tenants { nodes { workspace { '.repeat(4)} id ${'} } }'.repeat(4)} } } }`;
    expect(await api.anonymous.failure(deep)).toBe('BAD_USER_INPUT');
    expect(
      await api.anonymous.failure(
        `{ ${Array.from({ length: 31 }, (_, i) => `a${String(i)}: __typename`).join(' ')} viewer { id } ${'__typename '.repeat(4_000)} }`,
      ),
    ).toBe('BAD_USER_INPUT');
    expect(
      await api.anonymous.failure(
        `{ ${Array.from({ length: 31 }, (_, i) => `a${String(i)}: viewer { id }`).join(' ')} }`,
      ),
    ).toBe('BAD_USER_INPUT');
  });

  it('tells the caller what to correct, in words of ours', async () => {
    const owner = await api.as('owner');
    const { workspace } = await owner.query<{ workspace: { id: string } }>('{ workspace(slug: "demo") { id } }');
    const list =
      'query ($w: ID!, $after: DateTime) { operationRuns(workspaceId: $w, filter: { createdAfter: $after }) { nodes { id } } }';
    for (const after of ['nope', '2026-02-30T00:00:00Z', 5]) {
      expect(await owner.failure(list, { w: workspace.id, after })).toBe('BAD_USER_INPUT');
    }
    const feed = `subscription { activityFeed(workspaceId: "${workspace.id}") { kind } }`;
    expect(await owner.failure(feed)).toBe('BAD_USER_INPUT');
    const nested = `query ($a: ID = ${'['.repeat(1_900)}${']'.repeat(1_900)}) { viewer { id } }`;
    expect((await owner.send(nested)).text).not.toMatch(/call stack/i);
    const persisted = { version: 1, sha256Hash: '0'.repeat(64) };
    const body = JSON.stringify({ query: '{ __typename }', extensions: { persistedQuery: persisted } });
    expect(await errorOf(await graphql(body))).toEqual([expect.any(Number), 'BAD_USER_INPUT']);
  });

  it('names each request, by the caller’s id where that is harmless', async () => {
    const answer = await api.anonymous.send('{ __typename }', {}, { 'x-correlation-id': 'nightly-export-7' });
    expect(answer.headers.get('x-correlation-id')).toBe('nightly-export-7');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const other = await api.anonymous.send('{ __typename }');
    expect(other.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('describes itself in development, and not in production', async () => {
    expect(await api.anonymous.query('{ __schema { queryType { name } } }')).toEqual({
      __schema: { queryType: { name: 'Query' } },
    });
    expect(await production.anonymous.failure('{ __schema { queryType { name } } }')).toBe('BAD_USER_INPUT');
    const { text } = await production.anonymous.send('{ viewr { id } }');
    expect(text).not.toContain('Did you mean');
  });

  it('says nothing of a fault', async () => {
    const owner = await api.as('owner');
    await api.database.query('ALTER TABLE managed_tenants RENAME TO hidden_for_a_moment');
    const { text, errors } = await owner.send('{ workspace(slug: "demo") { tenantCount } }');
    await api.database.query('ALTER TABLE hidden_for_a_moment RENAME TO managed_tenants');
    expect(errors[0]?.extensions).toEqual({ code: 'INTERNAL' });
    expect(text).not.toMatch(/managed_tenants|relation|select/i);
  });

  it('tells whether the process lives and can work', async () => {
    expect((await fetch(`${api.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${api.url}/health/ready`)).status).toBe(200);
  });
});
