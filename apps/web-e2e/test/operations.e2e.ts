import { currentStep, entryOf, messages } from './console/activity.js';
import { aProfile, aTenant, startCapture, startSync, untilFinished } from './stack/demo-workspace.js';
import { slowListing } from './stack/provider-faults.js';
import { expect, test } from './test.js';

test('an inventory refresh fills a bar by the families that were counted', async ({ page }) => {
  const tenant = await aTenant({ latencyMs: 30, faults: [slowListing(2_000)] });
  await page.goto(`/operations?tenant=${tenant.id}`);
  await page.goto(`/tenants/${tenant.id}`);
  await page.getByRole('button', { name: 'Refresh inventory' }).click();
  const bar = entryOf(page, `Inventory refresh for ${tenant.name}`).getByRole('progressbar');
  await expect(bar).toHaveAttribute('aria-valuetext', /^[1-9]\d* of \d+ families/);
  const [said = '', processed, total] = await bar.evaluate((element) =>
    ['aria-valuetext', 'aria-valuenow', 'aria-valuemax'].map((name) => element.getAttribute(name) ?? ''),
  );
  expect(said).toMatch(new RegExp(`^${processed} of ${total} families`));
  expect(Number(processed)).toBeLessThanOrEqual(Number(total));

  const entry = entryOf(page, `Inventory refresh for ${tenant.name}`);
  await expect(entry).toContainText('Listed 40 policies');
  await expect(entry.getByRole('progressbar')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Inventory' }).click();
  await expect(page.getByRole('table').getByRole('row')).not.toHaveCount(1);
});

test('a connection check claims nothing about how far it is', async ({ page }) => {
  const tenant = await aTenant({ faults: [slowListing(2_000)] });
  await page.goto(`/tenants/${tenant.id}`);
  await page.getByRole('button', { name: 'Check connection' }).click();
  const entry = entryOf(page, `Connection check for ${tenant.name}`);
  const bar = entry.getByRole('progressbar');
  await expect(bar).toBeVisible();
  expect(await bar.evaluate((element) => element.hasAttribute('aria-valuenow'))).toBe(false);
  expect(await entry.getByRole('paragraph').allTextContents()).toEqual([expect.not.stringMatching(/\d/)]);
  await expect(entry).toContainText('Connection checked');
  await expect(page.getByRole('tabpanel', { name: 'Overview' }).getByText('Working', { exact: true })).toBeVisible();
});

test.describe('support diagnostics', () => {
  test.use({ as: 'owner' });

  test('are collected without a tenant and can be read before they are handed on', async ({ page }) => {
    const tenant = await aTenant();
    await page.goto('/support');
    await page.getByRole('button', { name: 'Collect diagnostics' }).click();
    const view = messages(page).getByRole('link', { name: 'View operation' });
    const href = await view.getAttribute('href');
    await view.click();
    await expect(page).toHaveURL(new RegExp(`${href ?? 'no link'}$`));
    const truth = page.getByRole('region', { name: 'What is true now' });
    await expect(truth).toContainText('Diagnostics collected');
    await expect(page.getByRole('definition').filter({ hasText: 'Whole workspace' })).toBeVisible();
    await page.goto('/support');
    const collected = page.getByRole('region', { name: 'Collected diagnostics' });
    await expect(collected).toContainText(tenant.id);
    expect(await collected.textContent()).not.toContain(tenant.provider.clientSecret);
  });
});

test('an operation is cancelled at its next safe point, and another attempt names it', async ({ page }) => {
  const [tenant, profile] = await Promise.all([aTenant({ faults: [slowListing(3_000)] }), aProfile()]);
  const id = await startCapture(profile, tenant);
  await page.goto(`/operations/${id}`);
  const truth = page.getByRole('region', { name: 'What is true now' });
  await expect(currentStep(truth)).toContainText('Listing policies');
  await page.getByRole('button', { name: 'Cancel operation' }).click();
  await expect(truth).toContainText('Cancelled');
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(page).not.toHaveURL(new RegExp(id));
  await expect(page.getByRole('definition').getByRole('link', { name: 'Baseline capture' })).toHaveAttribute(
    'href',
    `/operations/${id}`,
  );
  await expect(truth).toContainText('Captured 40 policies');
});

test('the list of operations keeps its filters in the address', async ({ page }) => {
  const tenant = await aTenant();
  await untilFinished(await startSync(tenant));
  await page.goto(`/operations?tenant=${tenant.id}`);
  const rows = page.getByRole('table', { name: 'Operations' }).getByRole('row');
  await expect(rows.filter({ hasText: 'Inventory refresh' })).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Show' }).selectOption('Failed');
  await expect(page.getByText('No operation fits these filters.')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Show' })).toHaveValue(/.+/);
  await expect(page.getByText('No operation fits these filters.')).toBeVisible();
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(rows.filter({ hasText: 'Inventory refresh' })).toHaveCount(1);
  await rows.filter({ hasText: 'Inventory refresh' }).getByRole('link', { name: 'Inventory refresh' }).click();
  await expect(page.getByRole('region', { name: 'What is true now' })).toContainText('Listed 40 policies');
  await page.goBack();
  await expect(rows.filter({ hasText: 'Inventory refresh' })).toHaveCount(1);
});
