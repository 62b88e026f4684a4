// @vitest-environment jsdom
import urql, { Client, fetchExchange, subscriptionExchange } from '@urql/vue';
import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import { mountPage } from '../../../test/mount-page.js';
import { aFinishedRun, aRun } from '../../../test/run-card.js';
import type { RunCardFragment } from '../../generated/graphql.js';
import type { FeedEvent } from './feed-state.js';
import { provideActivityFeed, type ActivityFeed, type FeedContext } from './useActivityFeed.js';

/** A feed whose other end is held in the test's hands. */
async function aFeed(context: FeedContext, ended: RunCardFragment[] = []) {
  const listeners = new Set<(event: FeedEvent) => void>();
  const asked: string[] = [];
  let subscriptions = 0;
  const client = new Client({
    url: 'https://console.test/graphql',
    preferGetMethod: false,
    fetch: (_, init) => {
      if (typeof init?.body === 'string') asked.push(init.body);
      return Promise.resolve(Response.json({ data: { operationRuns: { nodes: ended, pageInfo: {} } } }));
    },
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: () => ({
          subscribe: (sink) => {
            subscriptions += 1;
            const listener = (activityFeed: FeedEvent): void => {
              sink.next({ data: { activityFeed } });
            };
            listeners.add(listener);
            return { unsubscribe: () => listeners.delete(listener) };
          },
        }),
      }),
    ],
  });
  let feed: ActivityFeed | undefined;
  const Shell = defineComponent({
    setup() {
      feed = provideActivityFeed(() => context);
      return () => h('div');
    },
  });
  await mountPage(Shell, { plugins: [[urql, client]] });
  if (!feed) throw new Error('The shell has provided no feed.');
  return {
    feed,
    asked,
    ids: () => feed?.entries.value.map(({ run, finishedAt }) => `${run.id}${finishedAt === null ? '' : ' ended'}`),
    subscriptions: () => subscriptions,
    tell: async (event: FeedEvent): Promise<void> => {
      [...listeners].forEach((listener) => {
        listener(event);
      });
      await flushPromises();
    },
  };
}

const WORKSPACE: FeedContext = { workspaceId: 'ws-1', tenantId: null };
const snapshot = (...runs: RunCardFragment[]): FeedEvent => ({ kind: 'SNAPSHOT', runs, activeCount: runs.length });

describe('the subscription behind the activity feedback', () => {
  it('is made anew when the server says to read again, and only then', async () => {
    const { tell, subscriptions, ids } = await aFeed(WORKSPACE);
    await tell(snapshot(aRun()));
    expect(subscriptions()).toBe(1);
    await tell({ kind: 'RESYNC', runs: [], activeCount: 0 });
    expect(subscriptions()).toBe(2);
    await tell(snapshot(aRun({ id: 'other' })));
    expect(ids()).toEqual(['other']);
  });

  it('learns by one read how runs ended while it was away', async () => {
    const gone = ['a', 'b'].map((id) => aFinishedRun({ id, revision: 9 }));
    const { tell, asked, ids } = await aFeed(WORKSPACE, gone);
    await tell(snapshot(aRun({ id: 'a' }), aRun({ id: 'b' }), aRun({ id: 'c' })));
    expect(asked).toHaveLength(0);
    await tell(snapshot(aRun({ id: 'c' })));
    expect(asked).toHaveLength(1);
    expect(ids()?.sort()).toEqual(['a ended', 'b ended', 'c']);
  });

  it('leaves out a run that was started outside the context', async () => {
    const { feed, ids } = await aFeed({ workspaceId: 'ws-1', tenantId: 't-2' });
    feed.admit(aRun());
    expect(ids()).toEqual([]);
    feed.admit(aRun({ id: 'here', tenant: { id: 't-2', name: 'Fabrikam' } }));
    expect(ids()).toEqual(['here']);
  });
});
