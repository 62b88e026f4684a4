import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from './root.ts';

/** `npm run bench`: the measured comparisons. They start what they measure themselves. */
export async function benchCommand(args: readonly string[]): Promise<void> {
  const script = join(ROOT, 'tools/bench/src/main.ts');
  const bench = spawn(process.execPath, [...process.execArgv, script, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => bench.kill(signal));
  const [code] = (await once(bench, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
}
