import { describe, expect, it } from '@jest/globals';
import { familyOf, type PolicyFamily } from '@tenantatlas/drift';
import type { ListingMarks } from '../inventory/index.js';
import { endingOfCapture, endingOfNothingRead } from './capture-outcome.js';

const families = ['roles', 'autopilot'].map(familyOf).filter((family): family is PolicyFamily => family !== undefined);
const unread = (reason: string) => ({ state: 'unread', cursor: null, seen: 0, reason }) as const;
const marksOf = (...marks: ListingMarks[string][]): ListingMarks =>
  Object.fromEntries(
    families.map(({ collections }, index) => [collections[0]?.path ?? '', marks[index] ?? unread('')]),
  );

describe('the end of a capture', () => {
  it('is success only where nothing at all is missing', () => {
    expect(endingOfCapture({ families: 0, items: 0, files: 0 })).toEqual({ outcome: 'succeeded' });
    for (const gaps of [
      { families: 1, items: 0, files: 0 },
      { families: 0, items: 1, files: 0 },
      { families: 0, items: 0, files: 1 },
    ]) {
      expect(endingOfCapture(gaps).outcome).toBe('partially_succeeded');
    }
  });

  it('names the gravest of what is missing, and counts all of it', () => {
    expect(endingOfCapture({ families: 2, items: 3, files: 0 }).reason).toEqual({
      code: 'families_not_read',
      params: { families: 2, items: 3 },
    });
  });
});

describe('a capture that read nothing', () => {
  it('is none where one family was read, even an empty one', () => {
    expect(endingOfNothingRead(families, marksOf({ state: 'read', cursor: null, seen: 0 }))).toBeNull();
  });

  it('is blocked where permissions are missing, and failed where the provider is in trouble', () => {
    const ending = (reason: string) => endingOfNothingRead(families, marksOf(unread(reason), unread(reason)));
    expect(ending('permission_missing')).toEqual({ outcome: 'blocked', reason: { code: 'provider_consent_missing' } });
    expect(ending('throttled')).toEqual({ outcome: 'failed', reason: { code: 'provider_throttled' } });
    expect(ending('timed_out')).toEqual({ outcome: 'failed', reason: { code: 'provider_unreachable' } });
    expect(ending('malformed_answer')).toEqual({ outcome: 'failed', reason: { code: 'provider_answer_unreadable' } });
  });
});
