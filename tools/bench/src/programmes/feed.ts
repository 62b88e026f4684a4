import { setTimeout as pause } from 'node:timers/promises';
import { percentile, spreadOf } from '../measures/statistics.ts';
import type { Programme } from '../programme.ts';
import { type BenchStack, startBenchStack } from '../stack/bench-stack.ts';
import { endOf } from '../stack/captures.ts';
import { activityFeedQuery } from '../stack/console-feed.ts';
import { type Session, signIn } from '../stack/console.ts';
import { generatedTenant } from '../stack/tenants.ts';
import { type Delivery, deliveryOf } from '../subscribers/arrivals.ts';
import { startBareServer, startListeners } from '../subscribers/children.ts';

const SUBSCRIBERS = 1000;
const RUNS = 60;
/** The first ones find nothing compiled yet, on both sides. */
const WARM_UP = 10;
const BETWEEN_MS = 300;
/** People with different rights, so that events are not the same for all. */
const PEOPLE = ['owner@demo.test', 'operator@demo.test', 'auditor@demo.test'];

export const FEED: Programme = {
  name: 'feed',
  about: `${SUBSCRIBERS} subscribers of one activity feed, from the commit of an end to the client`,
  run: async (say) => {
    const stack = await startBenchStack({ tenants: [generatedTenant('feed', 10)], withCommitTimes: true });
    try {
      const { delivery, sample, runId } = await measureFeed(stack);
      const bare = await measureBare(sample, runId);
      const [feed99, bare99] = [percentile(delivery.delaysMs, 0.99), percentile(bare.delaysMs, 0.99)];
      say(`feed: ${JSON.stringify(spreadOf(delivery.delaysMs))}`);
      say(`bare: ${JSON.stringify(spreadOf(bare.delaysMs))}`);
      return {
        measurements: [
          {
            what: 'Feed: p99 from commit to client ÷ that of a bare broadcast',
            measured: feed99 / bare99,
            limit: 3,
            unit: '×',
            detail: `${RUNS - WARM_UP} ends to ${SUBSCRIBERS} subscribers, ${sample.length} characters each`,
          },
          { what: '  p99 of the feed', measured: feed99, unit: 'ms' },
          { what: '  p99 of the bare broadcast', measured: bare99, unit: 'ms' },
          { what: '  ends that a subscriber did not see', measured: delivery.missing, limit: 0, unit: '' },
        ],
        facts: { feed: spreadOf(delivery.delaysMs), bare: spreadOf(bare.delaysMs) },
      };
    } finally {
      await stack.stop();
    }
  },
};

async function measureFeed(stack: BenchStack): Promise<{ delivery: Delivery; sample: string; runId: string }> {
  const sessions = await Promise.all(PEOPLE.map((email) => signIn(stack.url, email)));
  const [owner] = sessions;
  if (owner === undefined) throw new Error('Nobody signed in.');
  const { workspace } = await owner.ask<{ workspace: { id: string; tenants: { nodes: readonly { id: string }[] } } }>(
    '{ workspace(slug: "demo") { id tenants { nodes { id } } } }',
  );
  const tenantId = workspace.tenants.nodes[0]?.id ?? '';
  const query = await activityFeedQuery();
  const subscribe = JSON.stringify({
    id: 'feed',
    type: 'subscribe',
    payload: { query, variables: { workspaceId: workspace.id, tenantId: null } },
  });
  const hello = JSON.stringify({ type: 'connection_init', payload: {} });
  const listeners = await startListeners({
    url: `${stack.url.replace('http', 'ws')}/graphql`,
    subscribers: Array.from({ length: SUBSCRIBERS }, (_, index) => {
      return { cookie: sessions[index % sessions.length]?.cookie, hello, subscribe };
    }),
  });
  try {
    const ids: string[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      ids.push((await endOf(stack, await startCheck(owner, tenantId))).id);
      await pause(BETWEEN_MS);
    }
    const { arrivals, sample } = await listeners.collect();
    const committed = await commitTimes(stack, ids.slice(WARM_UP));
    return { delivery: deliveryOf(arrivals, committed, SUBSCRIBERS), sample, runId: ids.at(-1) ?? '' };
  } finally {
    await listeners.stop();
  }
}

async function measureBare(text: string, runId: string): Promise<Delivery> {
  const server = await startBareServer();
  const listeners = await startListeners({
    url: server.url,
    subscribers: Array.from({ length: SUBSCRIBERS }, () => ({})),
  });
  try {
    const { sent } = await server.broadcast({ text, runId, times: RUNS, everyMs: BETWEEN_MS });
    const { arrivals } = await listeners.collect();
    return deliveryOf(arrivals, new Map(sent.slice(WARM_UP)), SUBSCRIBERS);
  } finally {
    await listeners.stop();
    await server.stop();
  }
}

/** A short run that everybody who looks after the tenant may see. */
async function startCheck(session: Session, tenantId: string): Promise<string> {
  const { checkProviderConnection: started } = await session.ask<{ checkProviderConnection: { run?: { id: string } } }>(
    'mutation ($id: ID!) { checkProviderConnection(tenantId: $id) { ... on OperationStarted { run { id } } } }',
    { id: tenantId },
  );
  if (started.run === undefined) throw new Error('The run did not start.');
  return started.run.id;
}

/** When the last change of each run, its end, was committed. */
async function commitTimes({ database }: BenchStack, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await database.query<{ id: string; at: string }>(
    `SELECT id, extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000 AS at
     FROM operation_runs WHERE id = ANY ($1) AND status = 'completed'`,
    [ids],
  );
  return new Map(rows.map(({ id, at }) => [id, Number(at)]));
}
