import { afterEach, describe, expect, it } from '@jest/globals';
import { RunFeed, type RunNews } from '../../src/modules/operation-runs/run-feed.js';
import type { RunQueries } from '../../src/modules/operation-runs/run.queries.js';
import type { RunRow } from '../../src/modules/operation-runs/run.row.js';
import type { AppConfig } from '../../src/platform/config/config.js';
import type { LivePrincipals } from '../../src/platform/graphql/live-principals.js';
import { FanOut, type FanOutTransport } from '../../src/platform/pubsub/fan-out.js';
import { until } from '../until.js';
import { aRun } from './a-run.js';

const { workspaceId } = aRun();
const closings: (() => void)[] = [];
afterEach(() => {
  closings.splice(0).forEach((close) => {
    close();
  });
});

/** A feed over rows that the test changes; what is written is told only where the test says so. */
async function aFeed({ backstopMs = 60_000 } = {}) {
  const table = new Map<string, RunRow>();
  const reads: string[][] = [];
  const queries: Pick<RunQueries, 'activeRuns' | 'findMany'> = {
    activeRuns: () => Promise.resolve([...table.values()].filter(({ status }) => status !== 'completed')),
    findMany: (_workspace, ids) => {
      reads.push([...ids]);
      return Promise.resolve(ids.flatMap((id) => table.get(id) ?? []));
    },
  };
  let gap: () => void = () => undefined;
  let deliver: Parameters<FanOutTransport['listen']>[0] = () => undefined;
  const fanOut = new FanOut(
    {
      send: async (envelopes) => {
        envelopes.forEach(deliver);
        await Promise.resolve();
      },
      listen: (onEnvelope, onGap) => {
        [deliver, gap] = [onEnvelope, onGap];
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    },
    (error) => {
      throw error;
    },
  );
  await fanOut.start();
  let delivered = 0;
  fanOut.subscribe('runs', () => (delivered += 1));
  const fresh: Pick<LivePrincipals, 'fresh'> = { fresh: () => Promise.resolve() };
  const config: Pick<AppConfig, 'BACKSTOP_MS'> = { BACKSTOP_MS: backstopMs };
  const feed = new RunFeed(queries as RunQueries, fresh as LivePrincipals, fanOut, config as AppConfig);
  feed.onApplicationBootstrap();
  closings.push(() => {
    feed.beforeApplicationShutdown();
  });
  return {
    feed,
    reads,
    delivered: () => delivered,
    tellGap: () => {
      gap();
    },
    write: (run: RunRow) => void table.set(run.id, run),
    tell: (run: RunRow, urgent = true) => {
      fanOut.publish('runs', { workspaceId, runId: run.id, revision: run.revision, urgent });
    },
    /** Revisions of a run in the order in which a watcher heard of them. */
    watch: (runId?: string) => {
      const heard: number[] = [];
      const onNews = ({ runs }: RunNews) => heard.push(...runs.map(({ revision }) => revision));
      return { heard, stop: feed.watch(workspaceId, runId === undefined ? { onNews } : { runId, onNews }) };
    },
  };
}

const next = (run: RunRow, more: Partial<RunRow> = {}): RunRow => ({ ...run, revision: run.revision + 1, ...more });
const finished = (run: RunRow) => next(run, { status: 'completed', outcome: 'succeeded' });

describe('the feed of changed runs', () => {
  it('tells what is newer, and never an older or the same revision again', async () => {
    const { write, tell, watch, reads } = await aFeed();
    const first = aRun();
    const second = next(first);
    const all = watch();
    write(second);
    tell(second);
    await until(
      () => all.heard,
      ({ length }) => length === 1,
    );
    write(first);
    tell(first);
    tell(second);
    const third = next(second);
    write(third);
    tell(third);
    await until(
      () => all.heard,
      ({ length }) => length === 2,
    );
    expect(all.heard).toEqual([2, 3]);
    expect(reads).toHaveLength(2);
  });

  it('tells nothing of what it reads again and finds unchanged', async () => {
    const { write, watch, feed } = await aFeed();
    write(aRun());
    const all = watch();
    await feed.activeRuns(workspaceId);
    await feed.activeRuns(workspaceId);
    expect(all.heard).toEqual([1]);
  });

  it('reads a burst of ordinary changes together, once for all watchers', async () => {
    const { write, tell, watch, reads } = await aFeed();
    const watchers = [watch(), watch(), watch()];
    const runs = [aRun(), aRun(), aRun()];
    for (const run of runs) {
      write(run);
      tell(run, false);
    }
    await until(
      () => watchers.map(({ heard }) => heard.length),
      (counts) => counts.every((count) => count === 3),
    );
    expect(reads.map((ids) => ids.length)).toEqual([3]);
  });

  it('does not wake the watcher of one run for another', async () => {
    const { write, tell, watch } = await aFeed();
    const [mine, other] = [aRun({ revision: 4 }), aRun({ revision: 9 })];
    const [watcher, all] = [watch(mine.id), watch()];
    write(other);
    tell(other);
    await until(
      () => all.heard,
      (heard) => heard.includes(9),
    );
    expect(watcher.heard).toEqual([]);
    write(mine);
    tell(mine);
    await until(
      () => watcher.heard,
      (heard) => heard.includes(4),
    );
    expect(watcher.heard).toEqual([4]);
  });

  it('reads nothing for a workspace that nobody watches', async () => {
    const { write, tell, watch, reads, feed, delivered } = await aFeed();
    const watcher = watch();
    watcher.stop();
    const run = aRun();
    write(run);
    tell(run);
    await until(delivered, (count) => count === 1);
    const again = watch();
    const later = next(run);
    write(later);
    tell(later);
    await until(
      () => again.heard,
      ({ length }) => length > 0,
    );
    expect(watcher.heard).toEqual([]);
    expect(reads).toHaveLength(1);
    again.stop();
    expect(feed.watcherCount).toBe(0);
  });

  it('finds what nobody told of when messages may have been missed', async () => {
    const { write, tellGap, watch, feed } = await aFeed();
    const run = aRun();
    write(run);
    const watcher = watch();
    await feed.activeRuns(workspaceId);
    write(finished(run));
    tellGap();
    await until(
      () => watcher.heard,
      (heard) => heard.includes(2),
    );
    expect((await feed.activeRuns(workspaceId)).size).toBe(0);
  });

  it('finds by its backstop what nobody told of, and counts it', async () => {
    const { write, watch, feed } = await aFeed({ backstopMs: 50 });
    const run = aRun();
    const watcher = watch(run.id);
    write(finished(run));
    await until(
      () => watcher.heard,
      (heard) => heard.includes(2),
    );
    expect(feed.backstopFinds).toBe(1);
  });

  it('shows nobody who comes later a run as active whose end nobody told of', async () => {
    const { write, watch, feed } = await aFeed();
    const run = aRun();
    write(run);
    watch();
    expect([...(await feed.activeRuns(workspaceId)).keys()]).toEqual([run.id]);
    write(finished(run));
    expect([...(await feed.activeRuns(workspaceId)).keys()]).toEqual([]);
  });
});
