import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aFinishedRun, aRun } from '../../../test/run-card.js';
import {
  EMPTY_FEED,
  FINISHED_STAYS_MS,
  admitRun,
  applyFeedEvent,
  dismissRun,
  expireFinished,
  missedEnds,
  shownEntries,
  type FeedEvent,
  type FeedState,
} from './feed-state.js';

const changed = (...runs: FeedEvent['runs'][number][]): FeedEvent => ({ kind: 'CHANGED', runs, activeCount: 1 });
const snapshot = (...runs: FeedEvent['runs'][number][]): FeedEvent => ({
  kind: 'SNAPSHOT',
  runs,
  activeCount: runs.length,
});

const someRun = fc
  .record({ id: fc.constantFrom('a', 'b', 'c'), revision: fc.integer({ min: 1, max: 9 }), done: fc.boolean() })
  .map(({ id, revision, done }) => (done ? aFinishedRun({ id, revision: revision + 10 }) : aRun({ id, revision })));
const someEvent: fc.Arbitrary<FeedEvent> = fc.record({
  kind: fc.constantFrom('SNAPSHOT' as const, 'CHANGED' as const, 'RESYNC' as const),
  runs: fc.array(someRun, { maxLength: 4 }),
  activeCount: fc.nat(50),
});

const revisionOf = (feed: FeedState, id: string): number => feed.entries.get(id)?.run.revision ?? 0;

describe('the activity feed', () => {
  it('never shows an older revision of a run than it has shown, in whatever order events arrive', () => {
    fc.assert(
      fc.property(fc.array(someEvent, { maxLength: 12 }), (events) => {
        let feed = EMPTY_FEED;
        for (const event of events) {
          const before = feed;
          feed = applyFeedEvent(before, event, 0);
          for (const id of feed.entries.keys())
            expect(revisionOf(feed, id)).toBeGreaterThanOrEqual(revisionOf(before, id));
        }
      }),
    );
  });

  it('holds after a snapshot the active runs of that snapshot and no others', () => {
    fc.assert(
      fc.property(
        fc.array(someEvent, { maxLength: 6 }),
        fc.uniqueArray(someRun, { selector: ({ id }) => id }),
        (events, runs) => {
          const before = events.reduce((feed, event) => applyFeedEvent(feed, event, 0), EMPTY_FEED);
          const after = applyFeedEvent(before, snapshot(...runs), 0);
          const active = [...after.entries.values()]
            .filter(({ finishedAt }) => finishedAt === null)
            .map(({ run }) => run.id);
          expect(active.every((id) => runs.some((run) => run.id === id))).toBe(true);
        },
      ),
    );
  });

  it('changes nothing when told to read again', () => {
    const feed = applyFeedEvent(EMPTY_FEED, snapshot(aRun()), 0);
    expect(applyFeedEvent(feed, { kind: 'RESYNC', runs: [], activeCount: 0 }, 0)).toBe(feed);
  });

  it('merges a change into what it shows', () => {
    const feed = applyFeedEvent(EMPTY_FEED, snapshot(aRun({ id: 'a' }), aRun({ id: 'b' })), 0);
    const next = applyFeedEvent(feed, changed(aRun({ id: 'b', revision: 7 })), 0);
    expect([revisionOf(next, 'a'), revisionOf(next, 'b')]).toEqual([1, 7]);
  });

  it('keeps a finished run for a minute at most', () => {
    const feed = applyFeedEvent(EMPTY_FEED, changed(aFinishedRun({ revision: 2 })), 1000);
    expect(expireFinished(feed, 1000 + FINISHED_STAYS_MS - 1).entries.size).toBe(1);
    expect(expireFinished(feed, 1000 + FINISHED_STAYS_MS).entries.size).toBe(0);
  });

  it('keeps the minute of a finished run over a snapshot, which holds only active ones', () => {
    const feed = applyFeedEvent(EMPTY_FEED, changed(aFinishedRun({ revision: 2 })), 1000);
    const after = applyFeedEvent(feed, snapshot(), 30_000);
    expect(after.entries.get('run-1')?.finishedAt).toBe(1000);
  });

  it('does not bring back a run whose end was seen', () => {
    const finished = aFinishedRun({ revision: 2 });
    const seen = dismissRun(applyFeedEvent(EMPTY_FEED, changed(finished), 0), finished.id);
    expect(applyFeedEvent(seen, changed(finished), 0).entries.size).toBe(0);
  });

  it('does not let an active run be dismissed', () => {
    const feed = applyFeedEvent(EMPTY_FEED, changed(aRun()), 0);
    expect(dismissRun(feed, 'run-1')).toBe(feed);
  });

  it('shows a run as soon as its start is accepted, and counts it', () => {
    const feed = admitRun(EMPTY_FEED, aRun({ status: 'QUEUED' }), 0);
    expect([feed.entries.size, feed.activeCount]).toEqual([1, 1]);
  });

  it('counts a run once that the subscription had brought before its start was answered', () => {
    const feed = applyFeedEvent(EMPTY_FEED, changed(aRun()), 0);
    expect(admitRun(feed, aRun(), 0).activeCount).toBe(1);
  });

  it('knows which runs ended while the connection was away', () => {
    const before = applyFeedEvent(EMPTY_FEED, snapshot(aRun({ id: 'a' }), aRun({ id: 'b' })), 0);
    const after = applyFeedEvent(before, snapshot(aRun({ id: 'b' })), 0);
    expect(missedEnds(before, after).map(({ id }) => id)).toEqual(['a']);
  });

  it('shows what is under way before what has ended, the newest first', () => {
    const runs = [
      aRun({ id: 'old', createdAt: '2026-01-01T00:00:00Z' }),
      aFinishedRun({ id: 'ended', createdAt: '2026-03-01T00:00:00Z' }),
      aRun({ id: 'new', createdAt: '2026-02-01T00:00:00Z' }),
    ];
    const feed = applyFeedEvent(EMPTY_FEED, changed(...runs), 0);
    expect(shownEntries(feed).map(({ run }) => run.id)).toEqual(['new', 'old', 'ended']);
  });
});
