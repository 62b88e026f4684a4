import type { Page } from '@playwright/test';

/** Chooses the tenant to work on, by typing its name as an operator of two thousand tenants does. */
export async function workOn(page: Page, tenantName: string): Promise<void> {
  await page.getByRole('button', { name: /^Tenant:/ }).click();
  await page.getByRole('textbox', { name: 'Find a tenant' }).last().fill(tenantName);
  await page.getByRole('option', { name: tenantName }).click();
  await page.getByRole('button', { name: `Tenant: ${tenantName}` }).waitFor();
}
