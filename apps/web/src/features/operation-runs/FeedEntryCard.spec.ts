// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { mountPage } from '../../../test/mount-page.js';
import { aCaptureIn, aCountedRun, aFinishedRun, aReview, aRun } from '../../../test/run-card.js';
import type { RunCardFragment } from '../../generated/graphql.js';
import FeedEntryCard from './FeedEntryCard.vue';

const show = (run: RunCardFragment) =>
  mountPage(FeedEntryCard, { props: { entry: { run, finishedAt: run.status === 'COMPLETED' ? 0 : null } } });

const LOST = { leaseExpiresAt: '2026-01-01T10:43:00.000Z', heartbeatAt: '2026-01-01T10:42:00.000Z', advancedAt: null };

describe('a run in the activity feedback', () => {
  it('shows counted progress as a determinate bar that says the same words', async () => {
    const entry = await show(aCountedRun(7, 12));
    const bar = entry.get('[role=progressbar]').attributes();
    expect(bar).toMatchObject({ 'aria-valuenow': '7', 'aria-valuemax': '12', 'aria-valuetext': '7 of 12 families' });
    expect(entry.text()).toContain('7 of 12 families');
  });

  it('shows phases as ordered steps in words and claims no proportion', async () => {
    const entry = await show(aCaptureIn('evidence_capture'));
    const steps = entry.findAll('ol > li').map((step) => step.text());
    expect(steps).toHaveLength(5);
    expect(steps[0]).toMatch(/Checking what is in scope.*, done/);
    expect(entry.get('[aria-current=step]').text()).toMatch(/Reading policy content.*, current/);
    expect(steps[4]).toMatch(/Finishing up.*, not begun/);
    expect(entry.text()).toContain('212 policies read');
    expect(entry.find('[role=progressbar]').exists()).toBe(false);
  });

  it('shows what a review stands on as counts with their source and time, never as a bar', async () => {
    const entry = await show(aReview());
    expect(entry.text()).toMatch(/Built on 42 operations as of \d\d:\d\d/);
    expect(entry.findAll('ul > li').map((count) => count.text())).toEqual([
      '38 succeeded',
      '3 needed attention',
      '1 was running',
    ]);
    expect(entry.find('[role=progressbar]').exists()).toBe(false);
  });

  it('shows generic activity as a bar without a value', async () => {
    const bar = (await show(aRun())).get('[role=progressbar]').attributes();
    expect(bar['aria-valuenow']).toBeUndefined();
    expect(bar['aria-label']).toContain('Connection check');
  });

  it('shows an outcome as a sentence and lets it be dismissed', async () => {
    const entry = await show(aFinishedRun());
    expect(entry.find('[role=progressbar]').exists()).toBe(false);
    expect(entry.text()).toContain('Connection checked');
    await entry.get('button[aria-label=Dismiss]').trigger('click');
    expect(entry.emitted('seen')).toHaveLength(1);
  });

  it.each([aCaptureIn('inventory'), aReview(), aRun(), aFinishedRun(), aRun({ status: 'QUEUED', startedAt: null })])(
    'says no percentage and fills no bar outside counted progress',
    async (run) => {
      const entry = await show(run);
      expect(entry.text()).not.toMatch(/%|percent/);
      expect(entry.html()).not.toMatch(/width: ?\d+%/);
    },
  );

  it('tells silence as silence, and the phase as where it was', async () => {
    const entry = await show({ ...aCaptureIn('inventory'), ...LOST });
    expect(entry.text()).toContain('No sign of life since');
    expect(entry.get('[aria-current=step]').text()).not.toMatch(/^\d?\s*Listing policies/);
  });

  it('offers one action, which leads to the operation', async () => {
    const links = (await show(aCountedRun(1, 2))).findAll('a');
    expect(links.map((link) => [link.text(), link.attributes('href')])).toEqual([
      ['View operation', '/operations/run-1'],
    ]);
  });
});
