import { defineConfig } from '@playwright/test';
import { BASE_URL } from './test/stack/surroundings.js';

/** `npm test -- --only e2e` starts a stack on data of its own and runs this against it. */
export default defineConfig({
  testDir: 'test',
  testMatch: '*.e2e.ts',
  outputDir: 'test-results/failures',
  fullyParallel: true,
  forbidOnly: true,
  // A test that passes only when it is tried again has found something.
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: BASE_URL,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
  projects: [
    { name: 'console', testIgnore: 'worker-loss.e2e.ts' },
    // It ends the worker that every other test needs.
    { name: 'disturbances', testMatch: 'worker-loss.e2e.ts', dependencies: ['console'] },
  ],
});
