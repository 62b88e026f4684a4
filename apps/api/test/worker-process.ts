import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { testSettings } from './app.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Compiles what a process of its own runs, the way a start does; only what changed. */
export async function buildWorker(): Promise<void> {
  const folders = ['libs/access', 'libs/drift', 'libs/graph-client', 'libs/ops-ux', 'apps/api'];
  const build = spawn(process.execPath, ['tools/stack/run.mjs', 'build', ...folders], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(build, 'exit')) as [number | null];
  if (code !== 0) throw new Error('the worker could not be built');
}

/** A worker in a process of its own, as production runs it. */
export interface WorkerProcess {
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a worker on a database and waits until it works. */
export async function startWorkerProcess(
  databaseUrl: string,
  settings: Readonly<Record<string, string>>,
): Promise<WorkerProcess> {
  const child = fork('apps/api/dist/worker.js', {
    cwd: ROOT,
    env: { ...process.env, ...testSettings(databaseUrl, settings) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('the worker ended before it worked');
    }),
  ]);
  return { kill: () => end(child, 'SIGKILL'), stop: () => end(child, 'SIGTERM') };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
