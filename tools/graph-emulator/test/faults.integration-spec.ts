import { afterEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '../src/index.js';
import { aTenant, calling, TENANT_ID, type Caller, type ListBody } from './caller.js';

let caller: Caller;
afterEach(() => caller.close());

const POLICIES = 'deviceManagement/configurationPolicies';

async function withFaults(...faults: readonly Fault[]): Promise<void> {
  caller = await calling(aTenant({ pageSize: 10, faults }));
}

describe('throttling', () => {
  it('says how many seconds to wait, and is over when it said so', async () => {
    await withFaults({ kind: 'throttle', retryAfter: 7, times: 1 });
    const throttled = await caller.get(POLICIES);
    expect(throttled.status).toBe(429);
    expect(throttled.headers.get('retry-after')).toBe('7');
    expect(await throttled.json()).toMatchObject({ error: { code: 'TooManyRequests' } });
    expect((await caller.get(POLICIES)).status).toBe(200);
  });

  it('can name a date, never earlier than meant, or nothing', async () => {
    await withFaults(
      { kind: 'throttle', retryAfter: 30, as: 'date', times: 1 },
      { kind: 'throttle', as: 'absent', after: 1, times: 1 },
    );
    const before = Date.now();
    const dated = (await caller.get(POLICIES)).headers.get('retry-after');
    expect(Date.parse(dated ?? '') - before).toBeGreaterThanOrEqual(30_000);
    const silent = await caller.get(POLICIES);
    expect([silent.status, silent.headers.get('retry-after')]).toEqual([429, null]);
  });

  it('hits one request in so many', async () => {
    await withFaults({ kind: 'throttle', every: 3 });
    const statuses: number[] = [];
    for (let turn = 0; turn < 6; turn += 1) statuses.push((await caller.get(POLICIES)).status);
    expect(statuses).toEqual([200, 200, 429, 200, 200, 429]);
  });

  it('hits the same requests again for the same seed', async () => {
    const fault: Fault = { kind: 'status', status: 503, chance: 0.5 };
    const statusesOf = async () => {
      caller.emulator.control.setFaults(TENANT_ID, [fault], 'a seed');
      const statuses: number[] = [];
      for (let turn = 0; turn < 20; turn += 1) statuses.push((await caller.get(POLICIES)).status);
      return statuses;
    };
    await withFaults();
    const first = await statusesOf();
    expect(new Set(first)).toEqual(new Set([200, 503]));
    expect(await statusesOf()).toEqual(first);
  });
});

describe('a batch in trouble', () => {
  it('fails in parts while the whole succeeds', async () => {
    await withFaults(
      { kind: 'throttle', of: 'batch_part', path: 'groups', retryAfter: 2 },
      { kind: 'status', status: 424, of: 'batch_part', path: 'roleScopeTags' },
      { kind: 'refuse', of: 'batch_part', path: 'assignmentFilters' },
    );
    const urls = ['/groups', '/deviceManagement/roleScopeTags', '/deviceManagement/assignmentFilters', `/${POLICIES}`];
    const response = await caller.post('$batch', {
      requests: urls.map((url, index) => ({ id: String(index), method: 'GET', url })),
    });
    expect(response.status).toBe(200);
    const { responses } = (await response.json()) as { responses: { id: string; status: number; headers: object }[] };
    const byId = new Map(responses.map((part) => [part.id, part]));
    expect(['0', '1', '2', '3'].map((id) => byId.get(id)?.status)).toEqual([429, 424, 403, 200]);
    expect(byId.get('0')?.headers).toMatchObject({ 'Retry-After': '2' });
  });
});

describe('pages in trouble', () => {
  const follow = async (link: string | undefined): Promise<Response> => caller.get(link ?? 'missing');
  const body = async (response: Promise<Response>) => (await (await response).json()) as ListBody;

  it('repeats the last item of a page on the next', async () => {
    await withFaults({ kind: 'duplicate_item', path: POLICIES, times: 1 });
    const first = await body(caller.get(POLICIES));
    const second = await body(follow(first['@odata.nextLink']));
    expect(second.value[0]).toEqual(first.value.at(-1));
    const items = await caller.all(POLICIES);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  });

  it('repeats an item with other content', async () => {
    await withFaults({ kind: 'conflicting_item', path: POLICIES, times: 1 });
    const first = await body(caller.get(POLICIES));
    const second = await body(follow(first['@odata.nextLink']));
    expect(second.value[0]?.id).toBe(first.value.at(-1)?.id);
    expect(second.value[0]).not.toEqual(first.value.at(-1));
  });

  it('cuts long expanded lists, with a link to the rest', async () => {
    await withFaults();
    const path = `${POLICIES}?$expand=assignments`;
    const whole = await caller.all(path);
    const several = whole.findIndex(({ assignments }) => (assignments as unknown[]).length > 1);
    caller.emulator.control.setFaults(TENANT_ID, [{ kind: 'short_expansion' }]);
    const cut = (await caller.all(path))[several];
    const rest = await caller.all(String(cut?.['assignments@odata.nextLink']));
    expect([...(cut?.assignments as unknown[]), ...rest]).toEqual(whole[several]?.assignments);
  });

  it('gives an empty page that goes on, and loses nothing', async () => {
    await withFaults({ kind: 'empty_page', path: POLICIES });
    const first = await body(caller.get(POLICIES));
    expect(first.value).toEqual([]);
    const items = await caller.all(POLICIES);
    caller.emulator.control.clearFaults(TENANT_ID);
    expect(items).toEqual(await caller.all(POLICIES));
  });

  it.each([400, 410] as const)('refuses a link that is too old with %s', async (status) => {
    await withFaults({ kind: 'cursor_expired', status, times: 1 });
    const first = await body(caller.get(POLICIES));
    expect((await follow(first['@odata.nextLink'])).status).toBe(status);
    expect((await follow(first['@odata.nextLink'])).status).toBe(200);
  });

  it('ends every token in the middle of paging', async () => {
    await withFaults({ kind: 'expire_tokens', path: POLICIES, after: 1, times: 1 });
    const first = await body(caller.get(POLICIES));
    const refused = await follow(first['@odata.nextLink']);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } });
    expect((await follow(first['@odata.nextLink'])).status).toBe(401);
  });

  it('answers a family as if it held nothing', async () => {
    await withFaults({ kind: 'empty_family', path: POLICIES, times: 1 });
    expect(await caller.all(POLICIES)).toEqual([]);
    expect((await caller.all(POLICIES)).length).toBeGreaterThan(0);
  });

  it('loses a setting that the policy counts', async () => {
    await withFaults({ kind: 'lose_entry', path: '/settings' });
    const [policy] = await caller.all(POLICIES);
    const settings = await caller.all(`${POLICIES}/${String(policy?.id)}/settings`);
    expect(settings).toHaveLength(Number(policy?.settingCount) - 1);
  });
});

describe('a connection in trouble', () => {
  it.each(['drop_connection', 'reset_in_body'] as const)('breaks by %s', async (kind) => {
    await withFaults({ kind, times: 1 });
    await expect(caller.get(POLICIES).then((response) => response.text())).rejects.toThrow();
    expect((await caller.get(POLICIES)).status).toBe(200);
  });

  it('gives JSON that ends too early, and a page meant for people', async () => {
    await withFaults({ kind: 'truncated_json', times: 1 }, { kind: 'html', after: 1, times: 1 });
    const truncated = await caller.get(POLICIES);
    expect(truncated.status).toBe(200);
    await expect(truncated.json()).rejects.toThrow();
    const html = await caller.get(POLICIES);
    expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it('is slow where it should be', async () => {
    await withFaults({ kind: 'slow', ms: 60, path: 'groups' });
    const started = performance.now();
    await caller.get('groups');
    expect(performance.now() - started).toBeGreaterThanOrEqual(59);
  });
});

describe('the control endpoint', () => {
  const control = (path: string, init?: RequestInit) =>
    fetch(`${caller.emulator.url}/emulator/tenants/${TENANT_ID}/${path}`, init);
  const put = (body: unknown) => control('faults', { method: 'PUT', body: JSON.stringify(body) });

  it('sets, describes and clears faults', async () => {
    await withFaults();
    expect((await put({ faults: [{ kind: 'refuse', path: 'groups' }] })).status).toBe(204);
    expect((await caller.get('groups')).status).toBe(403);
    expect(await (await control('faults')).json()).toMatchObject([{ matched: 1, happened: 1 }]);
    expect((await control('faults', { method: 'DELETE' })).status).toBe(204);
    expect((await caller.get('groups')).status).toBe(200);
  });

  it('refuses faults it does not know', async () => {
    await withFaults();
    expect((await put({ faults: [{ kind: 'earthquake' }] })).status).toBe(400);
    expect((await put({ faults: [{ kind: 'slow' }] })).status).toBe(400);
    expect((await put({ faults: [{ kind: 'throttle', every: -1 }] })).status).toBe(400);
    expect((await control('faults', { method: 'PUT', body: '{' })).status).toBe(400);
  });

  it('counts what was asked, alone and in batches, and forgets on demand', async () => {
    await withFaults();
    await control('requests', { method: 'DELETE' });
    await caller.get(`${POLICIES}?$top=1`);
    await caller.post('$batch', { requests: [{ id: '1', method: 'GET', url: '/groups' }] });
    const report = caller.emulator.control.requests(TENANT_ID);
    expect(report).toMatchObject({
      count: 2,
      batchParts: 1,
      tokens: 0,
      byPath: { [POLICIES]: 1, groups: 1, $batch: 1 },
    });
    expect(await (await control('requests')).json()).toEqual(report);
    await control('requests', { method: 'DELETE' });
    expect(caller.emulator.control.requests(TENANT_ID)).toMatchObject({ count: 0, requests: [] });
  });

  it('knows only the tenants that are served', async () => {
    await withFaults();
    expect((await fetch(`${caller.emulator.url}/emulator/tenants/unknown/requests`)).status).toBe(404);
    expect(() => caller.emulator.control.requests('unknown')).toThrow(RangeError);
  });
});
