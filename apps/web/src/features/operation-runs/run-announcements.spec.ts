import { describe, expect, it } from 'vitest';
import { aCaptureIn, aCountedRun, aFinishedRun, aRun } from '../../../test/run-card.js';
import { announcementOf } from './useRunAnnouncements.js';

describe('what is told to assistive technology', () => {
  it('is a new phase', () => {
    expect(announcementOf(aCaptureIn('inventory'), aCaptureIn('eligibility'), 'en')).toMatch(
      /Contoso.*: Listing policies$/,
    );
  });

  it('is an outcome, once', () => {
    const finished = aFinishedRun();
    expect(announcementOf(finished, aRun(), 'en')).toContain('Connection checked');
    expect(announcementOf(finished, finished, 'en')).toBeNull();
  });

  it('is not a tick', () => {
    expect(announcementOf(aCaptureIn('inventory', 9), aCaptureIn('inventory', 8), 'en')).toBeNull();
    expect(announcementOf(aCountedRun(3, 4), aCountedRun(2, 4), 'en')).toBeNull();
  });

  it('is not a run that is seen for the first time', () => {
    expect(announcementOf(aFinishedRun(), null, 'en')).toBeNull();
  });
});
