import { entryOf, currentStep } from './console/activity.js';
import { aFinishedCapture, aProfile, aTenant, startCapture } from './stack/demo-workspace.js';
import { PEOPLE } from './stack/people.js';
import { REFUSED_FAMILY, slowListing } from './stack/provider-faults.js';
import { expect, test } from './test.js';

test('the language is switched for the pages and for what the server says', async ({ page }) => {
  await page.goto('/operations');
  await page.getByRole('button', { name: `Account of ${PEOPLE.operator.name}` }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Deutsch' }).click();
  await expect(page.getByRole('heading', { name: 'Vorgänge', level: 1 })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');

  const [tenant, profile] = await Promise.all([aTenant({ faults: [slowListing(2_000)] }), aProfile('Vorgabe')]);
  await page.goto(`/operations?tenant=${tenant.id}`);
  await startCapture(profile, tenant);
  const entry = entryOf(page, `Baseline-Erfassung für ${tenant.name}`);
  await expect(currentStep(entry)).toContainText('Listet Richtlinien auf');
  await expect(entry).toContainText('40 Richtlinien erfasst');
});

test.describe('for somebody whose browser speaks German', () => {
  test.use({ locale: 'de-DE' });

  test('the pages begin in German, and leave no English word behind', async ({ page }) => {
    const { tenant, profile, runId, snapshotPath } = await aFinishedCapture({
      faults: [REFUSED_FAMILY],
    });
    const pages = [
      { path: '/tenants', heading: 'Tenants' },
      { path: `/tenants/${tenant.id}`, heading: tenant.name },
      { path: '/baselines', heading: 'Baselines' },
      { path: `/baselines/${profile.id}`, heading: profile.name },
      { path: `${snapshotPath}?tab=gaps`, heading: `${profile.name}, Version 1` },
      { path: '/inventory?q=keine-solche', heading: 'Inventar' },
      { path: '/notifications', heading: 'Mitteilungen' },
      { path: '/settings/tokens', heading: 'API-Token' },
      { path: `/operations/${runId}`, heading: 'Baseline-Erfassung' },
    ];
    for (const { path, heading } of pages) {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      expect(await page.getByRole('main').innerText(), path).not.toMatch(ENGLISH);
    }
    await expect(page.getByRole('region', { name: 'Was jetzt gilt' })).toContainText('konnte nicht gelesen werden');
  });
});

/** Words that no German sentence of the console holds. */
const ENGLISH = /\b(the|and|of|with|policy|policies|could|read|started|ended|gaps|never|nothing)\b/i;
