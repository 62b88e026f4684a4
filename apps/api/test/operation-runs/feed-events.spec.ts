import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RunEventKind } from '../../src/modules/operation-runs/run-events.model.js';
import { foldFeed, type FeedEvent } from '../../src/modules/operation-runs/run-subscriptions.js';
import { aRun } from './a-run.js';

const ids = ['0198c0de-0000-7000-8000-00000000000a', '0198c0de-0000-7000-8000-00000000000b'];
const rows = fc
  .uniqueArray(fc.record({ id: fc.constantFrom(...ids), revision: fc.integer({ min: 1, max: 9 }) }), {
    selector: ({ id }) => id,
  })
  .map((all) => all.map(aRun));
const event: fc.Arbitrary<FeedEvent> = fc.record({
  kind: fc.constantFrom(RunEventKind.SNAPSHOT, RunEventKind.CHANGED),
  rows,
  activeCount: fc.nat(),
});

describe('feed events that wait for a busy reader', () => {
  it('become one event with the newest state of every run, whatever order they came in', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 6 }), (events) => {
        const wrapped: Readonly<Record<'activityFeed', FeedEvent>>[] = events.map((activityFeed) => ({ activityFeed }));
        const { activityFeed: folded } = wrapped.reduce((held, next) => foldFeed(held, next));
        const newest = new Map<string, number>();
        for (const { rows: told } of events) {
          for (const { id, revision } of told) newest.set(id, Math.max(revision, newest.get(id) ?? 0));
        }
        expect(new Map(folded.rows.map(({ id, revision }) => [id, revision]))).toEqual(newest);
      }),
    );
  });

  it('stay a snapshot when a snapshot waits, and tell the newest count', () => {
    fc.assert(
      fc.property(event, event, (before, after) => {
        const { activityFeed } = foldFeed({ activityFeed: before }, { activityFeed: after });
        expect(activityFeed.kind).toBe(before.kind);
        expect(activityFeed.activeCount).toBe(after.activeCount);
      }),
    );
  });
});
