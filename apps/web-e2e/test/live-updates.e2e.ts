import type { Page, WebSocketRoute } from '@playwright/test';
import { activity, currentStep, entryOf } from './console/activity.js';
import { aProfile, aTenant, startCapture, untilFinished } from './stack/demo-workspace.js';
import { slowContent, slowListing } from './stack/provider-faults.js';
import { expect, test } from './test.js';

test('a capture goes on unseen while the connection is cut, and nothing goes backwards afterwards', async ({
  page,
}) => {
  const [tenant, profile] = await Promise.all([
    aTenant({
      faults: [slowListing(2_500), ...slowContent(1_500)],
    }),
    aProfile(),
  ]);
  const line = await aLineToCut(page);
  await watchRevisions(page);
  await page.goto(`/operations?tenant=${tenant.id}`);
  await expect(activity(page)).toContainText('Live');
  await startCapture(profile, tenant);
  const entry = entryOf(page, `Baseline capture for ${tenant.name}`);
  await expect(currentStep(entry)).toContainText('Listing policies');

  await line.cut();
  await expect(activity(page)).toContainText('Reconnecting');
  await line.mend();
  await expect(activity(page)).toContainText('Live');
  await expect(entry).toContainText('Captured 40 policies');

  const seen = await page.evaluate(() => (globalThis as unknown as { seenRevisions: number[] }).seenRevisions);
  expect(seen.length).toBeGreaterThan(2);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

test('an end that nobody was told of is told after the connection is back', async ({ page }) => {
  const [tenant, profile] = await Promise.all([aTenant({ faults: [slowListing(2_000)] }), aProfile()]);
  const line = await aLineToCut(page);
  await page.goto(`/operations?tenant=${tenant.id}`);
  const id = await startCapture(profile, tenant);
  const entry = entryOf(page, `Baseline capture for ${tenant.name}`);
  await expect(currentStep(entry)).toContainText('Listing policies');
  await line.cut();
  await untilFinished(id);
  await expect(activity(page)).toContainText(/Reconnecting|Last updated/);
  await expect(entry).not.toContainText('Captured');
  await line.mend();
  await expect(entry).toContainText('Captured 40 policies');
});

test('a page at rest asks for nothing, and looking at it asks nothing of the provider', async ({ page }) => {
  const tenant = await aTenant();
  const before = await tenant.provider.requests();
  for (const path of ['/operations', '/inventory', `/tenants/${tenant.id}`, '/baselines', '/notifications']) {
    await page.goto(path.startsWith('/tenants/') ? path : `${path}?tenant=${tenant.id}`);
    await expect(activity(page)).toContainText('Live');
    await page.waitForLoadState('networkidle');
  }
  await page.goto(`/operations?tenant=${tenant.id}`);
  await expect(activity(page)).toContainText('Live');
  await page.waitForLoadState('networkidle');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  // The one place where time is the subject: a poller would show itself within it.
  await page.waitForTimeout(6_000);
  expect(asked).toEqual([]);
  expect(await tenant.provider.requests()).toBe(before);
});

interface Line {
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
}

/** Stands between page and server, so that the network can fail as it does on a train. */
async function aLineToCut(page: Page): Promise<Line> {
  const sockets = new Set<WebSocketRoute>();
  let down = false;
  await page.routeWebSocket('**/graphql', (socket) => {
    if (down) return void socket.close({ code: 1001 });
    socket.connectToServer();
    sockets.add(socket);
  });
  return {
    cut: async () => {
      down = true;
      await page.context().setOffline(true);
      for (const socket of sockets) await socket.close({ code: 1001 });
      sockets.clear();
    },
    mend: async () => {
      down = false;
      await page.context().setOffline(false);
    },
  };
}

/** Notes each revision that the page shows of the one run in the activity feedback. */
async function watchRevisions(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { seenRevisions: seen });
    const note = (): void => {
      const shown = document.querySelector('article[data-revision]')?.getAttribute('data-revision');
      if (shown != null && Number(shown) !== seen.at(-1)) seen.push(Number(shown));
    };
    new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true });
  });
}
