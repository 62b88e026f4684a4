import { randomUUID } from 'node:crypto';
import { aFinishedCapture, aProfile, aTenant } from './stack/demo-workspace.js';
import { sessionOf } from './stack/people.js';
import { expect, test } from './test.js';

test.describe('an auditor', () => {
  test.use({ as: 'auditor' });

  test('is offered nothing that only others may start, and the API agrees', async ({ page }) => {
    const [tenant, profile] = await Promise.all([aTenant(), aProfile()]);
    await page.goto(`/baselines/${profile.id}?start=capture`);
    await expect(page.getByRole('heading', { name: profile.name })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Start capture' })).toHaveCount(0);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.goto(`/tenants/${tenant.id}`);
    await expect(page.getByRole('heading', { name: tenant.name, level: 1 })).toBeVisible();
    await expect(page.getByRole('button', { name: /Refresh inventory|Check connection/ })).toHaveCount(0);

    const auditor = await sessionOf('auditor');
    const { errors } = await auditor.send(
      'mutation ($tenant: ID!) { syncInventory(tenantId: $tenant) { __typename } }',
      { tenant: tenant.id },
    );
    expect(errors.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'FORBIDDEN', capability: 'inventory.sync' },
    ]);
  });

  test('is told what is missing, and who can give it', async ({ page }) => {
    await page.goto('/support');
    const notice = page.getByRole('alert');
    await expect(notice).toContainText('Collect support diagnostics');
    await expect(notice).toContainText('owner');
  });
});

test.describe('a member of another workspace', () => {
  test.use({ as: 'outsider' });

  test('cannot tell an id that exists from one that does not', async ({ page }) => {
    const { runId, tenant, profile, snapshotPath } = await aFinishedCapture();
    const outsider = await sessionOf('outsider');
    const ask = (id: string) => outsider.send('query ($id: ID!) { operationRun(id: $id) { id } }', { id });
    const [real, random] = await Promise.all([ask(runId), ask(randomUUID())]);
    expect(real.text).toBe(random.text);
    expect(real.text).toContain('NOT_FOUND');

    const shown: string[] = [];
    for (const path of [
      `/operations/${runId}`,
      `/operations/${randomUUID()}`,
      `/tenants/${tenant.id}`,
      `/baselines/${profile.id}`,
      snapshotPath,
    ]) {
      await page.goto(path);
      await expect(page.getByText('Nothing is here')).toBeVisible();
      shown.push(await page.getByRole('main').innerText());
    }
    expect(new Set(shown).size).toBe(1);
  });

  test('sees a workspace of their own, without the tenants of the other', async ({ page }) => {
    const tenant = await aTenant();
    await page.goto('/tenants');
    await expect(page.getByRole('button', { name: 'Workspace: Other MSP' })).toBeVisible();
    await expect(page.getByText(tenant.name)).toHaveCount(0);
  });
});
