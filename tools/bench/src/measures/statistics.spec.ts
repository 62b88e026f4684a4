import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { percentile, spreadOf } from './statistics.ts';

const samples = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });

describe('a percentile', () => {
  it('is a sample that the asked share does not exceed, and no smaller one is', () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
        const found = percentile(values, share);
        const notAbove = (bound: number) => values.filter((value) => value <= bound).length / values.length;
        expect(values).toContain(found);
        expect(notAbove(found)).toBeGreaterThanOrEqual(share);
        const smaller = Math.max(-Infinity, ...values.filter((value) => value < found));
        if (smaller !== -Infinity) expect(notAbove(smaller)).toBeLessThan(share);
      }),
    );
  });

  it('of nothing is refused', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});

it('a spread goes from the least to the most', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect(spreadOf(values)).toEqual({ count: 200, least: 1, p50: 100, p95: 190, p99: 198, most: 200 });
});
