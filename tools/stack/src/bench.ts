import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildAll } from './build/build.ts';
import { ROOT } from './root.ts';
import { startTestServices, stopTestServices } from './test-services/services.ts';

/**
 * `npm run bench`: the measured comparisons, on what is built and on a database of their own.
 *
 * `TEST_DATABASE_URL` and, where there is a Redis, `TEST_REDIS_URL` tell the programmes where to work.
 */
export async function benchCommand(args: readonly string[]): Promise<void> {
  await Promise.all([buildAll('compile'), buildAll('bundle')]);
  await startTestServices();
  try {
    const script = join(ROOT, 'tools/bench/dist/main.js');
    const env = { ...process.env, NODE_ENV: 'production' };
    const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], { env, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    const [code] = (await once(child, 'exit')) as [number | null];
    process.exitCode = code ?? 1;
  } finally {
    await stopTestServices();
  }
}
