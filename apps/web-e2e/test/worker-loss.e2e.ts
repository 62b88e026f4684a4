import { currentStep, entryOf } from './console/activity.js';
import { aProfile, aTenant, startCapture } from './stack/demo-workspace.js';
import { signalWorker, workerProcess } from './stack/worker-process.js';
import { slowContent, slowListing } from './stack/provider-faults.js';
import { expect, test } from './test.js';

// There is one worker; these take turns with it.
test.describe.configure({ mode: 'serial' });

test('a worker that is killed in the middle loses nothing: the run goes on where it stood', async ({ page }) => {
  const [tenant, profile] = await Promise.all([aTenant({ policies: 80, faults: slowContent(3_000) }), aProfile()]);
  const id = await startCapture(profile, tenant);
  await page.goto(`/operations/${id}`);
  const truth = page.getByRole('region', { name: 'What is true now' });
  await expect(currentStep(truth)).toContainText('Reading policy content');
  const killed = await signalWorker('SIGKILL');

  await expect(truth).toContainText('Captured 80 policies', { timeout: 30_000 });
  await expect(page.getByRole('region', { name: 'About this operation' })).toContainText('Attempts2');
  expect(await workerProcess()).not.toBe(killed);
  // The listing was checkpointed before: it is not read a second time.
  expect(await tenant.provider.requestsFor('deviceManagement/configurationPolicies')).toBe(1);
});

test('a worker that hangs is told as lost, without a phase that is under way', async ({ page }) => {
  const [tenant, profile] = await Promise.all([aTenant({ faults: [slowListing(2_500)] }), aProfile()]);
  await page.goto(`/operations?tenant=${tenant.id}`);
  const entry = entryOf(page, `Baseline capture for ${tenant.name}`);
  await startCapture(profile, tenant);
  await expect(currentStep(entry)).toContainText('Listing policies');
  await signalWorker('SIGSTOP');
  try {
    await expect(entry).toContainText(/No sign of life since .+; it will be taken up again/);
    await expect(currentStep(entry)).toContainText('Was listing policies');
  } finally {
    await signalWorker('SIGKILL');
  }
  await expect(entry).toContainText('Captured 40 policies');
});
