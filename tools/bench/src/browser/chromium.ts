import { findBrowser } from '@tenantatlas/stack/test-services/browser.ts';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import type { Findings } from '../programme.ts';
import { type BenchStack, startBenchStack } from '../stack/bench-stack.ts';
import { type Session, signIn } from '../stack/console.ts';
import { generatedTenant } from '../stack/tenants.ts';

/** The console as somebody sees it who is signed in. */
export interface SignedInBrowser {
  readonly stack: BenchStack;
  readonly browser: Browser;
  readonly session: Session;
  /** Pages of their own, with nothing cached. */
  readonly newContext: () => Promise<BrowserContext>;
}

/** Runs what needs a browser, or says that there is none. */
export async function inBrowser(measure: (signedIn: SignedInBrowser) => Promise<Findings>): Promise<Findings> {
  const executablePath = await findBrowser();
  if (executablePath === undefined) {
    return { measurements: [], skipped: 'no Chromium was found. Install it, or name it by CHROMIUM_PATH.' };
  }
  const stack = await startBenchStack({ tenants: [generatedTenant('Contoso', 10)], withConsole: true });
  try {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
    try {
      const session = await signIn(stack.url);
      const newContext = async (): Promise<BrowserContext> => {
        const context = await browser.newContext({
          baseURL: stack.url,
          viewport: { width: 1440, height: 900 },
          locale: 'en-GB',
        });
        const [name = '', value = ''] = session.cookie.split('=', 2);
        await context.addCookies([{ name, value, url: stack.url }]);
        return context;
      };
      return await measure({ stack, browser, session, newContext });
    } finally {
      await browser.close();
    }
  } finally {
    await stack.stop();
  }
}
