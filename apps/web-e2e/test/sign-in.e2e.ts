import type { Page } from '@playwright/test';
import { PASSWORD, PEOPLE } from './stack/people.js';
import { expect, test } from './test.js';

test.describe('signing in', () => {
  test.use({ as: null });

  test('refuses a wrong password in words that do not tell whether the account exists', async ({ page }) => {
    await page.goto('/sign-in');
    const refusals: (string | null)[] = [];
    for (const email of [PEOPLE.auditor.email, 'nobody@demo.test']) {
      await submit(page, email, 'not-the-password');
      const problem = page.getByRole('alert');
      await expect(problem).toHaveText('The e-mail address or the password is wrong.');
      refusals.push(await problem.textContent());
      await page.reload();
    }
    expect(refusals[0]).toBe(refusals[1]);
    await expect(page).toHaveURL(/\/sign-in/);
  });

  test('leads to the page that was asked for, by a cookie that no script can read', async ({ page, context }) => {
    await page.goto('/settings/tokens?from=a-link');
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await submit(page, PEOPLE.operator.email, PASSWORD);
    await expect(page.getByRole('heading', { name: 'API tokens' })).toBeVisible();
    await expect(page).toHaveURL(/\/settings\/tokens\?from=a-link$/);
    const cookies = await context.cookies();
    expect(cookies.map(({ httpOnly, sameSite, path }) => ({ httpOnly, sameSite, path }))).toEqual([
      { httpOnly: true, sameSite: 'Lax', path: '/' },
    ]);
    expect(await page.evaluate(() => document.cookie)).toBe('');
  });

  test('never leads to another site', async ({ page, baseURL }) => {
    await page.goto('/sign-in?next=//elsewhere.example/operations');
    await submit(page, PEOPLE.operator.email, PASSWORD);
    await expect(page.getByRole('heading', { name: 'Operations', level: 1 })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(baseURL);
  });

  test('ends with signing out, also for whoever goes back', async ({ page }) => {
    await page.goto('/sign-in');
    await submit(page, PEOPLE.auditor.email, PASSWORD);
    await page.getByRole('button', { name: `Account of ${PEOPLE.auditor.name}` }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await page.goto('/operations');
    await expect(page).toHaveURL(/\/sign-in\?next=/);
  });
});

async function submit(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
