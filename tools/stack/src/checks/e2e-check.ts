import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../launch/settings.ts';
import { Stack } from '../launch/stack.ts';
import { findProgram } from '../test-services/programs.ts';
import { throwawayFolder } from '../test-services/throwaway.ts';
import type { Check } from './check.ts';
import { skipped } from './outcome.ts';
import { readPlaywrightReport } from './reports.ts';
import { reportOf } from './tool.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

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

async function findBrowser(): Promise<string | undefined> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which is not there.`);
  }
  for (const name of NAMES) {
    const found = await findProgram(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
