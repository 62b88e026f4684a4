import { buildAll } from '../build/build.ts';
import { expectFreePort, freePort, LOOPBACK } from '../ports.ts';
import { readSettings } from './settings.ts';
import { Stack } from './stack.ts';
import { stopOnRequest, welcome } from './start.ts';
import { startVite } from './vite-server.ts';
import { watchSources } from './watching.ts';

/** `npm run dev`: the same as a start, but what is changed is seen at once. */
export async function devCommand(): Promise<void> {
  const begun = performance.now();
  const settings = readSettings(process.env);
  await expectFreePort(settings.port);
  const port = settings.port === 0 ? await freePort() : settings.port;
  const stack = await Stack.take({ settings: { ...settings, port: 0 }, console: 'vite', say });
  const stopped = stopOnRequest(stack, say);
  const watching = new AbortController();
  try {
    const apiUrl = await Promise.race([stack.start(), stopped]);
    if (apiUrl === undefined) return;
    const vite = startVite(port, apiUrl);
    watchSources(watching.signal, () => reload(stack));
    say(welcome(`http://${LOOPBACK}:${port}`, ((performance.now() - begun) / 1000).toFixed(1), stack.hasDemo));
    const viteEnded = vite.ended.then(() => new Error('Vite ended unexpectedly.'));
    const problem = await Promise.race([stack.broken, viteEnded, stopped]);
    vite.stop();
    if (problem !== undefined) throw problem;
  } catch (problem) {
    if (!stack.isStopping) {
      await stack.stop();
      throw problem;
    }
    await stopped;
  } finally {
    watching.abort();
  }
}

/** A mistake in the code is told and mended by the next change; it is no reason to stop. */
async function reload(stack: Stack): Promise<void> {
  try {
    const changed = await buildAll('compile');
    if (changed.size === 0) return;
    const begun = performance.now();
    await stack.reload(changed);
    say(`${[...changed].join(', ')}: running again after ${Math.round(performance.now() - begun)} ms.`);
  } catch (problem) {
    say(problem instanceof Error ? problem.message : String(problem));
  }
}

function say(sentence: string): void {
  console.log(sentence);
}
