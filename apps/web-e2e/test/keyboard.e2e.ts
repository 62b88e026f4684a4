import { entryOf } from './console/activity.js';
import { aTenant } from './stack/demo-workspace.js';
import { PASSWORD, PEOPLE } from './stack/people.js';
import { expect, test } from './test.js';

test.use({ as: null });

test('everything from signing in to an operation is done without a pointer', async ({ page }) => {
  const tenant = await aTenant();
  await page.goto('/operations');
  await expect(page.getByLabel('E-mail address')).toBeFocused();
  await page.keyboard.type(PEOPLE.operator.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Operations', level: 1 })).toBeVisible();

  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Find a tenant, baseline or operation' })).toBeFocused();
  await page.keyboard.type(tenant.name);
  await expect(page.getByRole('option', { name: tenant.name, exact: true })).toHaveAttribute('data-highlighted');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: tenant.name, level: 1 })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type(tenant.name);
  const sync = page.getByRole('option', { name: `Refresh the inventory of ${tenant.name}` });
  await expect(sync).toBeVisible();
  while ((await sync.getAttribute('data-highlighted')) === null) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const entry = entryOf(page, `Inventory refresh for ${tenant.name}`);
  await expect(entry).toContainText('Listed 40 policies');

  const view = entry.getByRole('link', { name: 'View operation' });
  while (!(await view.evaluate((element) => element === document.activeElement)))
    await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'What is true now' })).toContainText('Listed 40 policies');
});
