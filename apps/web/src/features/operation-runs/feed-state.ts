import type { RunCardFragment, RunEventKind } from '../../generated/graphql.js';

/** A run in the activity feedback. */
export interface FeedEntry {
  run: RunCardFragment;
  /** When this page learnt of the end; null while the run is active. */
  finishedAt: number | null;
}

export interface FeedState {
  /** By run id, the newest start first when shown. */
  entries: ReadonlyMap<string, FeedEntry>;
  /** How many active runs there are, the ones that are not shown among them. */
  activeCount: number;
  /** Runs whose end was seen, with the revision that was seen: they do not come back. */
  seen: ReadonlyMap<string, number>;
}

export interface FeedEvent {
  kind: RunEventKind;
  runs: readonly RunCardFragment[];
  activeCount: number;
}

/** How long a finished run stays, unless it is seen before. */
export const FINISHED_STAYS_MS = 60_000;

export const EMPTY_FEED: FeedState = { entries: new Map(), activeCount: 0, seen: new Map() };

/** Brings an event of the subscription into the feed. Never replaces a state by an older one of the same run. */
export function applyFeedEvent(feed: FeedState, event: FeedEvent, now: number): FeedState {
  switch (event.kind) {
    case 'SNAPSHOT':
      return { ...withRuns(feed, finishedOnly(feed), event.runs, now), activeCount: event.activeCount };
    case 'CHANGED':
      return { ...withRuns(feed, new Map(feed.entries), event.runs, now), activeCount: event.activeCount };
    case 'RESYNC':
      return feed;
  }
}

/** Shows a run that a mutation has just returned, before the subscription brings it. */
export function admitRun(feed: FeedState, run: RunCardFragment, now: number): FeedState {
  const isNew = !feed.entries.has(run.id) && run.status !== 'COMPLETED';
  const next = withRuns(feed, new Map(feed.entries), [run], now);
  return isNew ? { ...next, activeCount: Math.max(feed.activeCount, activeEntries(next).length) } : next;
}

/** Takes a finished run away because its end was seen; an active one stays. */
export function dismissRun(feed: FeedState, id: string): FeedState {
  return without(feed, (entry) => entry.finishedAt !== null && entry.run.id === id);
}

/** Takes away what has been finished for long enough. */
export function expireFinished(feed: FeedState, now: number): FeedState {
  return without(feed, ({ finishedAt }) => finishedAt !== null && now - finishedAt >= FINISHED_STAYS_MS);
}

/** The entries in the order in which they are shown: what is under way first, then the newest. */
export function shownEntries(feed: FeedState): FeedEntry[] {
  return [...feed.entries.values()].sort(
    (a, b) =>
      Number(a.finishedAt !== null) - Number(b.finishedAt !== null) ||
      b.run.createdAt.localeCompare(a.run.createdAt) ||
      b.run.id.localeCompare(a.run.id),
  );
}

/** Active runs that were shown and that a new snapshot no longer holds: they ended while nobody was listening. */
export function missedEnds(before: FeedState, after: FeedState): RunCardFragment[] {
  return activeEntries(before)
    .map(({ run }) => run)
    .filter(({ id }) => !after.entries.has(id));
}

const activeEntries = (feed: FeedState): FeedEntry[] =>
  [...feed.entries.values()].filter(({ finishedAt }) => finishedAt === null);

const finishedOnly = (feed: FeedState): Map<string, FeedEntry> =>
  new Map([...feed.entries].filter(([, { finishedAt }]) => finishedAt !== null));

function withRuns(
  feed: FeedState,
  entries: Map<string, FeedEntry>,
  runs: readonly RunCardFragment[],
  now: number,
): FeedState {
  for (const run of runs) {
    const known = feed.entries.get(run.id);
    const newest = known && known.run.revision > run.revision ? known.run : run;
    if ((feed.seen.get(run.id) ?? -1) >= newest.revision) continue;
    const finishedAt = newest.status === 'COMPLETED' ? (known?.finishedAt ?? now) : null;
    entries.set(run.id, { run: newest, finishedAt });
  }
  return { ...feed, entries };
}

function without(feed: FeedState, gone: (entry: FeedEntry) => boolean): FeedState {
  const leaving = [...feed.entries.values()].filter(gone);
  if (leaving.length === 0) return feed;
  const entries = new Map(feed.entries);
  const seen = new Map(feed.seen);
  for (const { run } of leaving) {
    entries.delete(run.id);
    seen.set(run.id, run.revision);
  }
  return { ...feed, entries, seen };
}
