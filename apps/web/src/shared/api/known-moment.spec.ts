import { describe, expect, it } from 'vitest';
import { knownMoment } from './useKnownMoment.js';

const HEARD = new Date('2026-11-23T10:42:00Z');
const NOW = Date.parse('2026-11-23T10:50:00Z');

describe('the moment up to which the page knows', () => {
  it('is now while it is told of changes', () => {
    expect(knownMoment('live', HEARD, NOW)).toBe(NOW);
  });

  it.each(['reconnecting', 'offline'] as const)('is when it last heard something while %s', (state) => {
    expect(knownMoment(state, HEARD, NOW)).toBe(HEARD.getTime());
  });

  it('is now where nothing has been heard yet', () => {
    expect(knownMoment('connecting', null, NOW)).toBe(NOW);
  });
});
