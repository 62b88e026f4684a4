import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_BUDGET_LIMITS as limits } from './budget.js';
import { createPace } from './pace.js';

/** A pace after so many answers that all took as long. */
function steady(ms: number, answers = 30) {
  const pace = createPace(limits, 20);
  for (let answer = 0; answer < answers; answer++) pace.note(ms);
  return pace;
}

describe('the size of a batch', () => {
  it.each([
    [0, 1],
    [100, 1],
    [160, 1],
    [400, 3],
    [1000, 7],
    [3000, 19],
    [60_000, 20],
  ])('at %i ms for an answer is %i', (ms, size) => {
    expect(steady(ms).size()).toBe(size);
  });

  it('is one before anything was answered', () => {
    expect(createPace(limits, 20).size()).toBe(1);
  });

  it('lets eight places use the whole window, and a smaller one would not', () => {
    const perSecond = (size: number, ms: number) => (limits.concurrency * size * 1000) / ms;
    const allowed = (limits.requests * 1000) / limits.windowMs;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3200 }), (ms) => {
        const size = steady(ms).size();
        expect(perSecond(size, ms)).toBeGreaterThanOrEqual(allowed * 0.999);
        if (size > 1) expect(perSecond(size - 1, ms)).toBeLessThan(allowed * 1.001);
      }),
    );
  });

  it('follows a provider that becomes slow, and one that becomes quick again', () => {
    const pace = steady(100);
    for (let answer = 0; answer < 30; answer++) pace.note(1000);
    expect(pace.size()).toBe(7);
    for (let answer = 0; answer < 30; answer++) pace.note(100);
    expect(pace.size()).toBe(1);
  });

  it('is not changed by a single slow answer among quick ones', () => {
    const pace = steady(100);
    pace.note(350);
    expect(pace.size()).toBe(1);
  });
});
