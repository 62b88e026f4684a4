import { join } from 'node:path';
import { readSettings } from '../launch/settings.ts';
import { Stack } from '../launch/stack.ts';
import { findBrowser } from '../test-services/browser.ts';
import { throwawayFolder } from '../test-services/throwaway.ts';
import type { Check } from './check.ts';
import { skipped } from './outcome.ts';
import { readPlaywrightReport } from './reports.ts';
import { reportOf } from './tool.ts';

/** A worker that dies is told as lost, and its run taken up again, within seconds instead of half a minute. */
const IMPATIENT = { LEASE_MS: '6000', HEARTBEAT_MS: '1500', REAPER_MS: '2000' };

/** The product as its users have it: the whole stack on data of its own, and a browser. */
export const E2E: Check = {
  name: 'e2e',
  run: async ({ folder, signal }) => {
    const browser = await findBrowser();
    if (browser === undefined) {
      return skipped('SKIPPED: no Chromium was found. Install it, or name it by CHROMIUM_PATH.');
    }
    const data = await throwawayFolder();
    const settings = {
      ...readSettings({ ...process.env, DATABASE_URL: '', EMULATOR_URL: '' }),
      port: 0,
      dataDir: data.path,
    };
    // Tests end the worker on purpose: that it is started again is no news.
    const say = (): void => undefined;
    const stack = await Stack.take({ settings, console: 'bundled', apiSettings: IMPATIENT, say });
    try {
      const url = await stack.start();
      const report = join(folder, 'e2e.json');
      return await reportOf(
        {
          script: 'node_modules/@playwright/test/cli.js',
          args: ['test', '--config', 'apps/web-e2e/playwright.config.ts', '--reporter=json'],
          env: {
            E2E_BASE_URL: url,
            E2E_DATA_DIR: data.path,
            E2E_EMULATOR_URL: stack.emulatorUrl,
            CHROMIUM_PATH: browser,
            PLAYWRIGHT_JSON_OUTPUT_FILE: report,
          },
        },
        report,
        readPlaywrightReport,
        signal,
      );
    } finally {
      await stack.stop();
      await data.remove();
    }
  },
};
