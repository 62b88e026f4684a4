import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type Axe from 'axe-core';
import { activity } from './console/activity.js';
import { aFinishedCapture, aProfile, aTenant, startCapture, startSync, untilFinished } from './stack/demo-workspace.js';
import { REFUSED_FAMILY, slowContent, slowListing } from './stack/provider-faults.js';
import { expect, test } from './test.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCREENS = join(import.meta.dirname, '../test-results/screens');
const DESKTOP = { width: 1440, height: 900 };
const TELEPHONE = { width: 390, height: 844 };

interface Captured {
  readonly tenant: string;
  readonly profile: string;
  readonly run: string;
  readonly snapshot: string;
}

interface Place {
  readonly name: string;
  readonly path: (captured: Captured) => string | Promise<string>;
  /** What is opened on the page before it is looked at. */
  readonly open?: (page: Page) => Promise<void>;
}

const PLACES: readonly Place[] = [
  { name: 'operations', path: () => '/operations' },
  { name: 'operations-active', path: startSeveral, open: (page) => expect(activity(page)).toContainText('2 active') },
  { name: 'operation', path: ({ run }) => `/operations/${run}` },
  {
    name: 'operation-active',
    path: startOne,
    open: (page) => expect(page.getByRole('main')).toContainText('40 policies listed'),
  },
  { name: 'tenants', path: () => '/tenants' },
  { name: 'tenants-add', path: () => '/tenants', open: (page) => openDialog(page, 'Add tenant') },
  { name: 'tenant', path: ({ tenant }) => `/tenants/${tenant}` },
  { name: 'tenant-connection', path: ({ tenant }) => `/tenants/${tenant}?tab=connection` },
  { name: 'tenant-inventory', path: ({ tenant }) => `/tenants/${tenant}?tab=inventory` },
  { name: 'tenant-operations', path: ({ tenant }) => `/tenants/${tenant}?tab=operations` },
  { name: 'baselines', path: () => '/baselines' },
  { name: 'baselines-create', path: () => '/baselines', open: (page) => openDialog(page, 'New baseline') },
  { name: 'profile', path: ({ profile }) => `/baselines/${profile}` },
  { name: 'profile-capture', path: ({ profile }) => `/baselines/${profile}?start=capture` },
  {
    name: 'profile-scope',
    path: ({ profile }) => `/baselines/${profile}`,
    open: (page) => openDialog(page, 'Edit scope'),
  },
  { name: 'snapshot', path: ({ snapshot }) => snapshot },
  { name: 'snapshot-policy', path: ({ snapshot }) => snapshot, open: openPolicy },
  { name: 'snapshot-coverage', path: ({ snapshot }) => `${snapshot}?tab=coverage` },
  { name: 'snapshot-gaps', path: ({ snapshot }) => `${snapshot}?tab=gaps` },
  { name: 'inventory', path: () => '/inventory' },
  { name: 'notifications', path: () => '/notifications' },
  { name: 'tokens', path: () => '/settings/tokens' },
  { name: 'tokens-create', path: () => '/settings/tokens', open: (page) => openDialog(page, 'Create token') },
  { name: 'support', path: () => '/support' },
  { name: 'not-found', path: () => '/no-such-page' },
  { name: 'nothing-here', path: () => '/operations/01890000-0000-7000-8000-000000000000' },
  { name: 'palette', path: () => '/operations', open: openPalette },
  { name: 'notifications-menu', path: () => '/operations', open: openNotifications },
];

test.describe('everybody can read, in both themes and on both sizes,', () => {
  test.use({ as: 'owner' });

  for (const { name, path, open } of PLACES) {
    test(`the page ${name}`, async ({ page }) => {
      await page.goto(await path(await whatWasCaptured()));
      await expect(page.getByRole('heading').first()).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await open?.(page);
      await lookAt(page, name);
    });
  }
});

test.describe('before anybody has signed in', () => {
  test.use({ as: null });

  test('everybody can read the page for signing in', async ({ page }) => {
    await page.goto('/sign-in');
    await expect(page.getByRole('button', { name: 'owner@demo.test' })).toBeVisible();
    await lookAt(page, 'sign-in');
  });
});

/** Keeps four pictures of a page, and holds it to what axe says of it in each theme. */
async function lookAt(page: Page, name: string): Promise<void> {
  const objections: string[] = [];
  // By the browser's own channel: the page's policy lets no foreign script in.
  await page.evaluate(AXE);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const viewport of [TELEPHONE, DESKTOP]) {
      await page.setViewportSize(viewport);
      const path = join(SCREENS, `${name}-${colorScheme}-${viewport.width}.png`);
      await page.screenshot({ path, animations: 'disabled' });
    }
    objections.push(...(await objectionsOf(page)).map((objection) => `${colorScheme}: ${objection}`));
  }
  expect(objections).toEqual([]);
}

/** What axe holds against a page, as far as it keeps somebody from using it. */
async function objectionsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof Axe }).axe.run({ resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

let captured: Promise<Captured> | undefined;

/** One tenant with everything that a page can show of it, made once for each process of tests. */
function whatWasCaptured(): Promise<Captured> {
  captured ??= capture();
  return captured;
}

async function capture(): Promise<Captured> {
  const { tenant, profile, runId, snapshotPath } = await aFinishedCapture({
    policies: 120,
    faults: [REFUSED_FAMILY],
  });
  await untilFinished(await startSync(tenant));
  return { tenant: tenant.id, profile: profile.id, run: runId, snapshot: snapshotPath };
}

/** Long enough for four pictures, and short enough to be over with the test. */
const WHILE_ONE_LOOKS_MS = 8_000;

async function startOne(): Promise<string> {
  const [tenant, profile] = await Promise.all([aTenant({ faults: slowContent(WHILE_ONE_LOOKS_MS) }), aProfile()]);
  return `/operations/${await startCapture(profile, tenant)}`;
}

/** A capture and a refresh of one tenant. */
async function startSeveral(): Promise<string> {
  const [tenant, profile] = await Promise.all([aTenant({ faults: [slowListing(WHILE_ONE_LOOKS_MS)] }), aProfile()]);
  await startSync(tenant);
  await startCapture(profile, tenant);
  return `/operations?tenant=${tenant.id}`;
}

async function openDialog(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name }).first().click();
  await page.getByRole('dialog').waitFor();
}

async function openPolicy(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Policies' }).getByRole('button').first().click();
  await page.getByRole('article').getByRole('region', { name: 'Settings' }).waitFor();
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('option').first().waitFor();
}

async function openNotifications(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Notifications,/ }).click();
  await page.getByRole('dialog', { name: 'Notifications' }).waitFor();
}
