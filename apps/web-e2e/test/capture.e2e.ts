import { activity, currentStep, entryOf, messages } from './console/activity.js';
import { workOn } from './console/tenant-context.js';
import { aFinishedCapture, aProfile, aTenant } from './stack/demo-workspace.js';
import { REFUSED_FAMILY, slowContent, slowListing } from './stack/provider-faults.js';
import { expect, test } from './test.js';

test('a baseline is captured before the eyes of the operator', async ({ page }) => {
  const [tenant, profile] = await Promise.all([
    aTenant({
      policies: 60,
      // Long enough for a person to see each of the two phases that read.
      faults: [slowListing(2_000), ...slowContent(2_500)],
    }),
    aProfile(),
  ]);
  const subject = `Baseline capture for ${tenant.name}`;

  await page.goto('/baselines');
  const notReloaded = await page.evaluateHandle(() => document);
  await workOn(page, tenant.name);
  await page.getByRole('searchbox', { name: 'Find a baseline' }).fill(profile.name);
  await page.getByRole('link', { name: profile.name }).click();
  await page.getByRole('button', { name: 'Start capture' }).click();
  const dialog = page.getByRole('dialog', { name: `Capture ${profile.name}` });
  await expect(dialog).toContainText('Nothing is changed in the tenant.');
  await expect(dialog.getByRole('radio', { name: tenant.name })).toBeChecked();
  await dialog.getByRole('button', { name: 'Start capture' }).click();

  await expect(messages(page)).toContainText(`${subject} is queued`);
  const view = messages(page).getByRole('link', { name: 'View operation' });
  await expect(view).toHaveAttribute('href', /^\/operations\/[0-9a-f-]{36}$/);

  const entry = entryOf(page, subject);
  await expect(currentStep(entry)).toContainText('Listing policies');
  await expect(currentStep(entry)).toContainText('Reading policy content');
  await expect(entry).toContainText('60 policies listed');
  await expect(entry.getByRole('listitem')).toHaveText([
    /Checking what is in scope, done/,
    /Listing policies, done/,
    /Reading policy content, current/,
    /Writing the baseline snapshot, not begun/,
    /Finishing up, not begun/,
  ]);
  await expect(entry.getByRole('progressbar')).toHaveCount(0);
  expect(await entry.textContent()).not.toContain('%');

  await expect(entry).toContainText('Captured 60 policies');
  await expect(entry.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Notifications, [1-9]\d* unread$/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Version 1' })).toBeVisible();
  expect(await notReloaded.evaluate((before) => before === document)).toBe(true);

  await page.getByRole('button', { name: /^Notifications,/ }).click();
  const told = page.getByRole('dialog', { name: 'Notifications' }).getByRole('link').filter({ hasText: tenant.name });
  await expect(told).toHaveCount(1);
  await told.click();
  await expect(page.getByRole('region', { name: 'What is true now' })).toContainText('Captured 60 policies');
  await expect(page.getByRole('table', { name: /phases that were entered/ }).getByRole('rowheader')).toHaveText([
    'Checking what is in scope',
    'Listing policies',
    'Reading policy content',
    'Writing the baseline snapshot',
    'Finishing up',
  ]);
  await expect(activity(page)).toContainText('No active operations');
});

test('a snapshot can be read policy by policy', async ({ page }) => {
  const { profile, tenant, snapshotPath } = await aFinishedCapture({ policies: 60 });
  await page.goto(snapshotPath);
  await expect(page.getByRole('heading', { name: `${profile.name}, version 1` })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: tenant.name })).toBeVisible();
  await expect(page.getByRole('tab', { name: /Content/ })).toContainText('60');
  await expect(page.getByRole('tab', { name: /Gaps/ })).toContainText('0');

  await page.getByRole('button', { name: /^Conditional access \d/ }).click();
  const policies = page.getByRole('list', { name: 'Policies' }).getByRole('button');
  await expect(policies.first()).toBeVisible();
  await policies.first().click();
  const policy = page.getByRole('article');
  await expect(policy.getByRole('region', { name: 'Settings' }).getByRole('term').first()).toBeVisible();
  await expect(policy.getByRole('region', { name: 'Assignments' })).toBeVisible();
  await expect(page).toHaveURL(/family=conditional_access.*item=/);

  await policy.getByRole('button', { name: 'Raw JSON' }).click();
  await expect(policy.getByLabel(/^Raw content of/)).toContainText('"displayName"');

  await page.getByRole('tab', { name: 'Coverage' }).click();
  const coverage = page.getByRole('table', { name: 'Coverage' });
  await expect(coverage.getByRole('row').filter({ hasText: 'Complete' }).first()).toBeVisible();
  await expect(coverage.getByText('Not read')).toHaveCount(0);

  await page.getByRole('tab', { name: 'Gaps' }).click();
  await expect(page.getByText('Everything that belongs to the baseline was read.')).toBeVisible();
});

test('a family that the provider refuses is a named gap of a capture that partly succeeded', async ({ page }) => {
  const { runId, snapshotPath } = await aFinishedCapture({ faults: [REFUSED_FAMILY] });
  await page.goto(`/operations/${runId}`);
  await expect(page.getByText('Partly succeeded').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'What is true now' })).toContainText('1 family could not be read');

  await page.goto(`${snapshotPath}?tab=gaps`);
  const gap = page.getByRole('listitem').filter({ hasText: 'Conditional access' });
  await expect(gap).toContainText('permission');
  await expect(gap).toContainText('never as deleted');

  await page.getByRole('tab', { name: 'Coverage' }).click();
  await expect(page.getByRole('row', { name: 'Conditional access' })).toContainText('Not read');
});

test('what was started twice is one operation', async ({ page, context }) => {
  const [tenant, profile] = await Promise.all([aTenant({ faults: [slowListing(3_000)] }), aProfile()]);
  const pages = [page, await context.newPage()];
  for (const each of pages) {
    await each.goto(`/baselines/${profile.id}?start=capture`);
    await each.getByRole('radio', { name: tenant.name }).check();
  }
  await Promise.all(
    pages.map((each) => each.getByRole('dialog').getByRole('button', { name: 'Start capture' }).click()),
  );
  const links = await Promise.all(
    pages.map((each) => messages(each).getByRole('link', { name: 'View operation' }).getAttribute('href')),
  );
  expect(links[0]).toBe(links[1]);
  const told = await Promise.all(pages.map((each) => messages(each).textContent()));
  expect(told.filter((text) => text?.includes('is queued'))).toHaveLength(1);
  expect(told.filter((text) => text?.includes('is already under way'))).toHaveLength(1);
});
