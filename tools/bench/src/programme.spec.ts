import { describe, expect, it } from '@jest/globals';
import { verdictOf } from './programme.ts';
import { rowOf } from './table.ts';

describe('a measurement', () => {
  it('keeps its limit up to the limit itself', () => {
    expect(verdictOf({ measured: 1.2, limit: 1.2 })).toBe('ok');
    expect(verdictOf({ measured: 1.2001, limit: 1.2 })).toBe('over');
    expect(verdictOf({ measured: 7 })).toBe('told');
  });

  it('that is no number keeps no limit', () => {
    expect(verdictOf({ measured: Number.NaN, limit: 1 })).toBe('over');
  });

  it('is told in one line', () => {
    const row = rowOf({ what: 'Capture', measured: 1.1, limit: 1.2, unit: '×', detail: '56 requests' });
    expect(row).toMatch(/^✓ {2}Capture +1\.10 × {2}≤ 1\.20 × +ok +56 requests$/);
    expect(rowOf({ what: 'Starts', measured: 412, unit: '/s' })).toMatch(/^· {2}Starts +412 \/s +told$/);
  });
});
