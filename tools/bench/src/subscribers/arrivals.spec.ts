import { describe, expect, it } from '@jest/globals';
import { deliveryOf, endsIn } from './arrivals.ts';

describe('the delivery of ends', () => {
  it('counts from the commit to the first time that each subscriber hears of it', () => {
    const arrivals = [
      { runId: 'a', subscriber: 0, at: 1010 },
      { runId: 'a', subscriber: 0, at: 1500 },
      { runId: 'a', subscriber: 1, at: 1012 },
      { runId: 'b', subscriber: 1, at: 2003 },
    ];
    const committed = new Map([
      ['a', 1000],
      ['b', 2000],
    ]);
    expect(deliveryOf(arrivals, committed, 2)).toEqual({ delaysMs: [10, 12, 3], missing: 1 });
  });

  it('are those of runs that are over', () => {
    const runs = [
      { id: 'a', status: 'COMPLETED' },
      { id: 'b', status: 'RUNNING' },
    ];
    expect(endsIn(JSON.stringify({ id: '1', type: 'next', payload: { data: { activityFeed: { runs } } } }))).toEqual([
      'a',
    ]);
    expect(endsIn(JSON.stringify({ type: 'connection_ack' }))).toEqual([]);
  });
});
