import { randomUUID } from 'node:crypto';
import { withToken } from '@tenantatlas/testing';
import { BASE_URL } from './stack/surroundings.js';
import { expect, test } from './test.js';

test('a token is shown once, works until it is revoked, and no longer', async ({ page }) => {
  const name = `Script ${randomUUID().slice(0, 8)}`;
  await page.goto('/settings/tokens');
  await page.getByRole('button', { name: 'Create token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Create token' }).click();
  await expect(dialog).toContainText('Copy the token now');
  const secret = (await dialog.locator('[data-secret]').textContent()) ?? '';
  expect(secret).toMatch(/^ta_/);

  const tool = withToken(BASE_URL, secret);
  const { viewer } = await tool.query<{ viewer: { workspaces: { slug: string }[] } }>(
    '{ viewer { workspaces { slug } } }',
  );
  expect(viewer.workspaces).toEqual([{ slug: 'demo' }]);

  await dialog.getByRole('button', { name: 'I have stored it' }).click();
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('Active');
  await page.reload();
  await expect(row).toContainText('3 permissions');
  expect(await page.content()).not.toContain(secret);

  await row.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toContainText('Revoked');
  expect(await tool.failure('{ viewer { id } }')).toBe('UNAUTHENTICATED');
});
