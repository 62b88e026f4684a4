import { connect } from 'node:net';
import type { Type } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '@tenantatlas/testing';
import type { RunType } from '@tenantatlas/ops-ux';
import { v7 } from 'uuid';
import { WebSocket } from 'ws';
import { OperationRunService, type RunLease } from '../../src/modules/operation-runs/operation-run.service.js';
import { RunFeed } from '../../src/modules/operation-runs/run-feed.js';
import { RunStarter } from '../../src/modules/operation-runs/run-starter.js';
import type { RunRow } from '../../src/modules/operation-runs/run.row.js';
import { RunSubscriptions } from '../../src/modules/operation-runs/run-subscriptions.js';
import { PrincipalSource } from '../../src/platform/access/index.js';
import type { RequestContext } from '../../src/platform/graphql/context.js';
import { requestContext } from '../../src/platform/graphql/request-context.js';
import { SubscriptionServer } from '../../src/platform/graphql/subscription-server.js';
import { startApi, type Person, type RunningApi } from '../app.js';
import { live, type Live } from '../live.js';
import { until } from '../until.js';

let api: RunningApi;
let workspaceId: string;
const people = new Map<Person, ApiClient>();
const open: Live[] = [];

beforeAll(async () => {
  api = await startApi();
  const [workspace] = await api.database.query<{ id: string }>(`SELECT id FROM workspaces WHERE slug = 'demo'`);
  workspaceId = workspace?.id ?? '';
  for (const person of ['owner', 'operator', 'auditor', 'outsider'] as const) people.set(person, await api.as(person));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
afterAll(() => api.close());

async function aTenant(): Promise<string> {
  const id = v7();
  await api.database.query(`INSERT INTO managed_tenants (workspace_id, id, name) VALUES ($1, $2, 'Contoso')`, [
    workspaceId,
    id,
  ]);
  return id;
}
const clientOf = (person: Person) => {
  const client = people.get(person);
  if (client === undefined) throw new Error(`${person} is not signed in`);
  return client;
};
const as = (person: Person): Live => {
  const one = live(clientOf(person));
  open.push(one);
  return one;
};

/** A run of a tenant of its own, executed by the test. */
async function aRun(type: RunType = 'inventory.sync', input: unknown = {}): Promise<RunRow> {
  const result = await api.get(RunStarter).start({
    type,
    workspaceId,
    input,
    tenantId: type === 'support.diagnostics.collect' ? null : await aTenant(),
    initiator: { kind: 'system', id: null, userId: null, name: 'Test', ip: null },
  });
  if (result.kind !== 'started') throw new Error('blocked');
  return result.run;
}
async function executed(run: RunRow): Promise<RunLease> {
  const claimed = await api.get(OperationRunService).claim(workspaceId, run.id, 'test');
  if (claimed === null) throw new Error('the run could not be claimed');
  return claimed.lease;
}
const report = (lease: RunLease, items: number) => api.get(OperationRunService).report(lease, { counts: { items } });
const finish = (lease: RunLease) => api.get(OperationRunService).complete(lease, { outcome: 'succeeded' });

interface Told {
  readonly id: string;
  readonly revision: number;
  readonly status: string;
  readonly outcome: string;
}
interface RunEvent {
  readonly operationRun: { readonly kind: string; readonly run: Told };
}
interface FeedEvent {
  readonly activityFeed: { readonly kind: string; readonly activeCount: number; readonly runs: readonly Told[] };
}
const RUN = `subscription ($id: ID!) { operationRun(id: $id) { kind run { id revision status outcome } } }`;
const FEED = `subscription ($workspaceId: ID!, $tenantId: ID) {
  activityFeed(workspaceId: $workspaceId, tenantId: $tenantId) { kind activeCount runs { id revision status outcome } } }`;

const isEnd = ({ operationRun: { run } }: RunEvent) => run.status === 'COMPLETED';
const tells = (run: RunRow, status: string) => (event: FeedEvent) =>
  event.activityFeed.runs.some((told) => told.id === run.id && told.status === status);
const ascending = (revisions: readonly number[]) =>
  revisions.every((one, index) => index === 0 || one > (revisions[index - 1] ?? 0));

describe('a subscription of one run', () => {
  it('brings the state as it is, then newer ones in order, the end last, and ends itself', async () => {
    const run = await aRun();
    const heard = as('auditor').subscribe<RunEvent>(RUN, { id: run.id });
    await heard.until(({ operationRun }) => operationRun.kind === 'SNAPSHOT');
    const lease = await executed(run);
    for (let items = 1; items <= 30; items += 1) await report(lease, items);
    await finish(lease);
    await heard.until(isEnd);
    await until(() => heard.ended, Boolean);
    expect(heard.events[0]?.operationRun).toEqual({
      kind: 'SNAPSHOT',
      run: { id: run.id, revision: 1, status: 'QUEUED', outcome: 'PENDING' },
    });
    expect(heard.events.slice(1).every(({ operationRun }) => operationRun.kind === 'CHANGED')).toBe(true);
    expect(ascending(heard.events.map(({ operationRun }) => operationRun.run.revision))).toBe(true);
    expect(heard.events.at(-1)?.operationRun.run).toMatchObject({ revision: 33, outcome: 'SUCCEEDED' });
  });

  it('of a finished run brings its end and ends', async () => {
    const run = await aRun();
    await finish(await executed(run));
    const heard = as('auditor').subscribe<RunEvent>(RUN, { id: run.id });
    await until(() => heard.ended, Boolean);
    expect(heard.events).toHaveLength(1);
    expect(heard.events[0]?.operationRun.run).toMatchObject({ status: 'COMPLETED', outcome: 'SUCCEEDED' });
  });

  it('merges a burst into few events', async () => {
    const run = await aRun();
    const lease = await executed(run);
    const heard = as('auditor').subscribe<RunEvent>(RUN, { id: run.id });
    await heard.until(() => true);
    for (let items = 1; items <= 60; items += 1) await report(lease, items);
    await heard.until(({ operationRun }) => operationRun.run.revision === 62);
    expect(heard.events.length).toBeLessThan(40);
    await finish(lease);
  });

  it('brings every state that matters over connections that break in the middle', async () => {
    const run = await aRun();
    const reader = as('auditor');
    const heard = reader.subscribe<RunEvent>(RUN, { id: run.id });
    await heard.until(() => true);
    const lease = await executed(run);
    for (let items = 1; items <= 20; items += 1) {
      await report(lease, items);
      if (items % 5 === 0) reader.cut();
    }
    reader.cut();
    await finish(lease);
    await heard.until(isEnd);
    const revisions = heard.events.map(({ operationRun }) => operationRun.run.revision);
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
    expect(heard.errors).toEqual([]);
    expect(reader.closes.length).toBeGreaterThan(1);
  });
});

describe('the activity feed', () => {
  it('begins with what is active, and tells starts, changes and ends', async () => {
    const before = await aRun();
    const heard = as('operator').subscribe<FeedEvent>(FEED, { workspaceId });
    const snapshot = await heard.until(({ activityFeed }) => activityFeed.kind === 'SNAPSHOT');
    expect(snapshot.activityFeed.runs.map(({ id }) => id)).toContain(before.id);
    const run = await aRun();
    await heard.until(tells(run, 'QUEUED'));
    const lease = await executed(run);
    await heard.until(tells(run, 'RUNNING'));
    await finish(lease);
    const end = await heard.until(tells(run, 'COMPLETED'));
    expect(end.activityFeed.activeCount).toBe(snapshot.activityFeed.activeCount);
  });

  it('of one tenant tells of no other', async () => {
    const mine = await aRun();
    const heard = as('operator').subscribe<FeedEvent>(FEED, { workspaceId, tenantId: mine.tenantId });
    await heard.until(() => true);
    const other = await aRun();
    await finish(await executed(other));
    await finish(await executed(mine));
    await heard.until(tells(mine, 'COMPLETED'));
    expect(new Set(heard.events.flatMap(({ activityFeed }) => activityFeed.runs.map(({ id }) => id)))).toEqual(
      new Set([mine.id]),
    );
  });

  it('leaves out what its reader may not see', async () => {
    const hidden = await aRun('support.diagnostics.collect');
    const heard = as('auditor').subscribe<FeedEvent>(FEED, { workspaceId });
    const snapshot = await heard.until(() => true);
    await finish(await executed(hidden));
    const shown = await aRun();
    await heard.until(tells(shown, 'QUEUED'));
    const told = heard.events.flatMap(({ activityFeed }) => activityFeed.runs.map(({ id }) => id));
    expect(told).not.toContain(hidden.id);
    expect(snapshot.activityFeed.activeCount).toBe(snapshot.activityFeed.runs.length);
  });

  it('reaches all of many subscribers with the end', async () => {
    const run = await aRun();
    const lease = await executed(run);
    const all = Array.from({ length: 40 }, () => as('operator').subscribe<FeedEvent>(FEED, { workspaceId }));
    await Promise.all(all.map((heard) => heard.until(() => true)));
    await finish(lease);
    await Promise.all(all.map((heard) => heard.until(tells(run, 'COMPLETED'))));
  });
});

describe('a reader who is busy', () => {
  const contextOf = async (person: Person): Promise<RequestContext> =>
    requestContext({
      principal: await api
        .get(PrincipalSource as Type<PrincipalSource>)
        .authenticate({ cookie: clientOf(person).headers['cookie'] ?? null }),
      origin: { ip: null, correlationId: 'test' },
      locale: 'en',
    });

  it('finds one message when it comes back: the newest state of the run', async () => {
    const run = await aRun();
    const lease = await executed(run);
    const stream = await api.get(RunSubscriptions).run(await contextOf('owner'), run.id);
    await stream.next();
    // Another reader shows when all of it has been delivered.
    const witness = as('owner').subscribe<RunEvent>(RUN, { id: run.id });
    await witness.until(() => true);
    for (let items = 1; items <= 20; items += 1) await report(lease, items);
    await finish(lease);
    await witness.until(isEnd);
    const next = (await stream.next()).value as { operationRun: { row: RunRow } };
    expect(next.operationRun.row).toMatchObject({ status: 'completed', revision: 23 });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it('finds one message of the feed, with each run once', async () => {
    const stream = await api.get(RunSubscriptions).activity(await contextOf('owner'), workspaceId, null);
    const witness = as('owner').subscribe<FeedEvent>(FEED, { workspaceId });
    await witness.until(() => true);
    const all = await Promise.all([aRun(), aRun(), aRun()]);
    for (const run of all) await finish(await executed(run));
    for (const run of all) await witness.until(tells(run, 'COMPLETED'));
    const { activityFeed } = (await stream.next()).value as { activityFeed: { kind: string; rows: readonly RunRow[] } };
    expect(activityFeed.kind).toBe('SNAPSHOT');
    const told = activityFeed.rows.filter(({ id }) => all.some((run) => run.id === id));
    expect(told.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed']);
    expect(new Set(told.map(({ id }) => id)).size).toBe(3);
    await stream.return();
  });
});

describe('access to live updates', () => {
  const refusalOf = async (person: Person, query: string, variables: Record<string, unknown>) => {
    const heard = as(person).subscribe(query, variables);
    await until(
      () => heard.errors.length,
      (count) => count > 0,
    );
    expect(heard.events).toEqual([]);
    return JSON.stringify(heard.errors);
  };

  it('answers a foreign id as one that never existed', async () => {
    const run = await aRun();
    const foreign = await refusalOf('outsider', RUN, { id: run.id });
    expect(foreign).toContain('NOT_FOUND');
    expect(await refusalOf('outsider', RUN, { id: v7() })).toBe(foreign);
    expect(await refusalOf('outsider', RUN, { id: 'no id at all' })).toBe(foreign);
    expect(await refusalOf('outsider', FEED, { workspaceId })).toBe(
      await refusalOf('outsider', FEED, { workspaceId: v7() }),
    );
  });

  it('names the capability that a member lacks', async () => {
    const run = await aRun('support.diagnostics.collect', { scope: v7() });
    const refusal = await refusalOf('auditor', RUN, { id: run.id });
    expect(refusal).toContain('"code":"FORBIDDEN"');
    expect(refusal).toContain('"capability":"support.diagnostics"');
  });

  it.each([
    'mutation { cancelOperationRun(id: "x") { __typename } }',
    '{ viewer { __typename } }',
    'query A { __typename } subscription B { __typename }',
  ])('takes subscriptions only: %s', async (document) => {
    expect(await refusalOf('owner', document, {})).toContain('BAD_USER_INPUT');
  });

  it('holds documents to the rules of HTTP, and explains them without suggestions', async () => {
    const refusal = await refusalOf('owner', 'subscription { activityFee { kind } }', {});
    expect(refusal).toContain('BAD_USER_INPUT');
    expect(refusal).not.toContain('Did you mean');
    expect(await refusalOf('owner', 'subscription {', {})).toContain('BAD_USER_INPUT');
  });

  it('ends at once when its session signs out', async () => {
    const client = await api.as('auditor');
    const reader = live(client);
    open.push(reader);
    await reader.subscribe<FeedEvent>(FEED, { workspaceId }).until(() => true);
    const signedOutAt = Date.now();
    expect((await fetch(`${api.url}/auth/logout`, { method: 'POST', headers: client.headers })).status).toBe(204);
    const closes = await until(
      () => reader.closes,
      ({ length }) => length > 0,
    );
    expect(closes[0]?.code).toBe(4401);
    expect((closes[0]?.at ?? Infinity) - signedOutAt).toBeLessThan(2_500);
  });

  it('ends within five seconds when the session was revoked and nobody told, and only there', async () => {
    const reader = live(await api.as('auditor'));
    open.push(reader);
    const heard = reader.subscribe<FeedEvent>(FEED, { workspaceId });
    await heard.until(() => true);
    const owner = live(clientOf('owner'));
    open.push(owner);
    const other = owner.subscribe<FeedEvent>(FEED, { workspaceId });
    await other.until(() => true);
    await api.database.query(
      `UPDATE sessions SET revoked_at = now() WHERE id = (SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id
       WHERE u.email = 'auditor@demo.test' ORDER BY s.created_at DESC LIMIT 1)`,
    );
    const revokedAt = Date.now();
    const closes = await until(
      () => reader.closes,
      ({ length }) => length > 0,
    );
    expect(closes[0]?.code).toBe(4401);
    expect((closes[0]?.at ?? Infinity) - revokedAt).toBeLessThan(5_500);
    expect(other.ended).toBe(false);
  });

  it('ends the stream when the membership goes, though the session stays', async () => {
    const run = await aRun();
    const heard = as('operator').subscribe<RunEvent>(RUN, { id: run.id });
    await heard.until(() => true);
    const [membership] = await api.database.query<{ user_id: string; role: string }>(
      `DELETE FROM memberships m USING users u WHERE u.id = m.user_id AND u.email = 'operator@demo.test' RETURNING m.user_id, m.role`,
    );
    try {
      const lease = await executed(run);
      let items = 0;
      const goOn = async () => {
        await report(lease, (items += 1));
        return heard.errors.length;
      };
      await until(goOn, (count) => count > 0);
      await finish(lease);
      await until(() => heard.ended, Boolean);
      expect(JSON.stringify(heard.errors)).toContain('NOT_FOUND');
      expect(heard.events.some(isEnd)).toBe(false);
    } finally {
      await api.database.query('INSERT INTO memberships (workspace_id, user_id, role) VALUES ($1, $2, $3)', [
        workspaceId,
        membership?.user_id,
        membership?.role,
      ]);
    }
  });
});

describe('the door of the sockets', () => {
  const attempt = (path: string, headers: Record<string, string> = {}, protocols = ['graphql-transport-ws']) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`${api.url.replace('http', 'ws')}${path}`, protocols, { headers });
      socket.on('open', () => {
        socket.terminate();
        resolve('open');
      });
      socket.on('error', ({ message }) => {
        resolve(message);
      });
    });

  it('opens for our own pages, a configured path and tools without an origin', async () => {
    expect(await attempt('/graphql')).toBe('open');
    expect(await attempt('/graphql', { origin: api.url })).toBe('open');
  });

  it.each(['/', '/graphql/', '/graphql/other', '/socket', '/GraphQL'])('is destroyed at once at %s', async (path) => {
    expect(await attempt(path)).toBe('socket hang up');
  });

  it.each(['https://evil.test', 'null', 'http://127.0.0.1'])('is destroyed at once for pages of %s', async (origin) => {
    expect(await attempt('/graphql', { origin })).toBe('socket hang up');
  });

  it('closes without credentials, and for what is said before the greeting', async () => {
    const nobody = live(api.anonymous);
    open.push(nobody);
    nobody.subscribe(FEED, { workspaceId });
    await until(
      () => nobody.closes,
      (closes) => closes.some(({ code }) => code === 4403),
    );
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: clientOf('owner').headers,
    });
    const code = await new Promise((resolve) => {
      socket.on('open', () => {
        socket.send(
          JSON.stringify({ id: '1', type: 'subscribe', payload: { query: FEED, variables: { workspaceId } } }),
        );
      });
      socket.on('close', resolve);
    });
    expect(code).toBe(4401);
  });

  it.each([
    ['a frame that is too large', 'x'.repeat(65 * 1024), [1009, 1006]],
    ['a binary frame', Buffer.from('{}'), [4400]],
    ['no message of the protocol', 'hello', [4400]],
  ])('closes for %s', async (_, frame, codes) => {
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const code = await new Promise((resolve) => {
      socket.on('open', () => {
        socket.send(frame);
      });
      socket.on('error', () => undefined);
      socket.on('close', resolve);
    });
    expect(codes).toContain(code);
  });

  it('leaves nothing behind when sockets close or break, in the middle of whatever', async () => {
    const feed = api.get(RunFeed);
    await until(
      () => feed.watcherCount,
      (count) => count === 0,
    );
    const run = await aRun();
    const readers = Array.from({ length: 20 }, () => as('operator'));
    const heard = readers.map((reader) => [
      reader.subscribe<RunEvent>(RUN, { id: run.id }),
      reader.subscribe<FeedEvent>(FEED, { workspaceId }),
    ]);
    await Promise.all(heard.flat().map((one) => one.until(() => true)));
    expect(feed.watcherCount).toBe(40);
    heard
      .slice(0, 10)
      .flat()
      .forEach((one) => {
        one.stop();
      });
    await until(
      () => feed.watcherCount,
      (count) => count === 20,
    );
    await Promise.all(readers.map((reader) => reader.close()));
    // Who goes away before anything was answered.
    const { port } = new URL(api.url);
    for (let index = 0; index < 10; index += 1) {
      const stranger = connect(Number(port), '127.0.0.1');
      stranger.on('error', () => undefined);
      stranger.end('GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
        headers: clientOf('owner').headers,
      });
      socket.on('open', () => {
        socket.send(JSON.stringify({ type: 'connection_init' }));
        socket.terminate();
      });
    }
    await until(
      () => [feed.watcherCount, api.get(SubscriptionServer).socketCount],
      ([watches, sockets]) => watches === 0 && sockets === 0,
    );
  });
});
