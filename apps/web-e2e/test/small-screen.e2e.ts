import type { Page } from '@playwright/test';
import { activity, entryOf } from './console/activity.js';
import { aFinishedCapture, startSync } from './stack/demo-workspace.js';
import { expect, test } from './test.js';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test('a telephone shows every list without scrolling sideways', async ({ page }) => {
  const { tenant, profile, runId, snapshotPath } = await aFinishedCapture();
  for (const path of [
    '/operations',
    `/operations/${runId}`,
    '/tenants',
    `/tenants/${tenant.id}`,
    '/inventory',
    '/baselines',
    `/baselines/${profile.id}`,
    snapshotPath,
    '/notifications',
    '/settings/tokens',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await widthBeyondScreen(page), path).toBe(0);
  }
});

test('a telephone opens the navigation and the activity when asked', async ({ page }) => {
  const { tenant } = await aFinishedCapture();
  await page.goto('/operations');
  await page.getByRole('button', { name: 'Open navigation' }).click();
  const menu = page.getByRole('dialog', { name: 'Navigation' });
  await menu.getByRole('button', { name: 'Tenant: All tenants' }).click();
  await menu.getByRole('textbox', { name: 'Find a tenant' }).fill(tenant.name);
  await menu.getByRole('option', { name: tenant.name }).click();
  await menu.getByRole('link', { name: 'Tenants' }).click();
  await expect(menu).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Tenants', level: 1 })).toBeVisible();

  await startSync(tenant);
  const entry = entryOf(page, `Inventory refresh for ${tenant.name}`);
  const summary = activity(page).getByRole('button', { name: /active operation/ });
  await expect(summary).toBeEnabled();
  await expect(entry).toBeHidden();
  await summary.click();
  await expect(entry).toContainText('Listed 40 policies');
  expect(await widthBeyondScreen(page)).toBe(0);
});

function widthBeyondScreen(page: Page): Promise<number> {
  return page.evaluate(() => {
    const scroller = document.querySelector('[data-scroller]') ?? document.documentElement;
    return Math.max(scroller.scrollWidth - scroller.clientWidth, document.documentElement.scrollWidth - innerWidth);
  });
}
