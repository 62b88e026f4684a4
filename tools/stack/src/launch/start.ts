import { readSettings } from './settings.ts';
import { Stack } from './stack.ts';
import { onStopRequest } from './stop-requests.ts';

const DEMO_ACCOUNTS = ['owner@demo.test', 'operator@demo.test', 'auditor@demo.test', 'outsider@demo.test'];

/** `npm start`: everything on one address, until it is asked to stop. */
export async function startCommand(): Promise<void> {
  const begun = performance.now();
  const say = (sentence: string): void => {
    console.log(sentence);
  };
  const stack = await Stack.take({ settings: readSettings(process.env), console: 'bundled', say });
  const stopped = stopOnRequest(stack, say);
  try {
    const url = await Promise.race([stack.start(), stopped]);
    if (url === undefined) return;
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    say(welcome(url, seconds, stack.hasDemo));
    const problem = await Promise.race([stack.broken, stopped]);
    if (problem !== undefined) throw problem;
  } catch (problem) {
    // What fails because it was stopped is no news.
    if (!stack.isStopping) {
      await stack.stop();
      throw problem;
    }
    await stopped;
  }
}

/** Settles when everything has been stopped because it was asked for. */
export function stopOnRequest(stack: Stack, say: (sentence: string) => void): Promise<undefined> {
  return new Promise((resolve, reject) => {
    onStopRequest((again) => {
      say(again ? 'Stopping at once.' : 'Stopping. Work in progress is handed back first.');
      stack.stop({ force: again }).then(() => {
        resolve(undefined);
      }, reject);
    });
  });
}

/** What the operator reads when everything is up. */
export function welcome(url: string, seconds: string, hasDemo: boolean): string {
  const accounts = hasDemo
    ? `\n  Sign in as   ${DEMO_ACCOUNTS.join('\n               ')}\n  Password     demo-password\n`
    : '';
  return `\n  TenantAtlas  ${url}\n${accounts}\n  Ready after ${seconds} s. Stop with Ctrl-C.\n`;
}
