import type { Page } from 'playwright-core';
import { inBrowser } from '../browser/chromium.ts';
import { percentile, spreadOf } from '../measures/statistics.ts';
import type { Programme } from '../programme.ts';
import { endOf } from '../stack/captures.ts';

const CLICKS = 50;
/** The first ones find nothing compiled yet, in the browser as in the API. */
const WARM_UP = 5;
const PROFILE = 'Company baseline';

export const CLICK: Programme = {
  name: 'click',
  about: `from the click on start to the run in the activity feedback, ${CLICKS} times`,
  run: () =>
    inBrowser(async ({ stack, newContext }) => {
      const page = await (await newContext()).newPage();
      await page.goto('/baselines');
      await page.getByRole('link', { name: PROFILE }).click();
      const samples: number[] = [];
      for (let click = 0; click < WARM_UP + CLICKS; click += 1) {
        const { runId, ms } = await startCapture(page);
        if (click >= WARM_UP) samples.push(ms);
        // Another start would find this one still active.
        await endOf(stack, runId);
        await page
          .locator(`aside [data-run="${runId}"]`)
          .getByText(/^Captured/)
          .first()
          .waitFor();
      }
      return {
        measurements: [
          {
            what: 'Click on start to the run in the activity feedback, p95',
            measured: percentile(samples, 0.95),
            limit: 300,
            unit: 'ms',
            detail: `${CLICKS} captures started in the dialog, up to the frame that shows the run`,
          },
          { what: '  median', measured: percentile(samples, 0.5), unit: 'ms' },
        ],
        facts: { clickToFeed: spreadOf(samples) },
      };
    }),
};

/** Starts a capture by hand; the page itself measures, from the click as the browser took it to the painted run. */
async function startCapture(page: Page): Promise<{ readonly runId: string; readonly ms: number }> {
  await page.getByRole('button', { name: 'Start capture' }).click();
  const dialog = page.getByRole('dialog', { name: `Capture ${PROFILE}` });
  await dialog.getByRole('radio', { name: 'Contoso' }).check();
  const shown = await page.evaluateHandle(watchFeedback);
  await dialog.getByRole('button', { name: 'Start capture' }).click();
  return page.evaluate(({ result }) => result, shown);
}

/** Runs in the page. */
function watchFeedback(): { readonly result: Promise<{ readonly runId: string; readonly ms: number }> } {
  const cards = (): readonly string[] =>
    [...document.querySelectorAll('aside [data-run]')].map((card) => card.getAttribute('data-run') ?? '');
  const before = new Set(cards());
  let clickedAt = Number.NaN;
  document.addEventListener('click', (event) => (clickedAt = event.timeStamp), { capture: true, once: true });
  const result = new Promise<{ readonly runId: string; readonly ms: number }>((resolve) => {
    const observer = new MutationObserver(() => {
      const runId = cards().find((id) => !before.has(id));
      if (runId === undefined) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        resolve({ runId, ms: performance.now() - clickedAt });
      });
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
  return { result };
}
