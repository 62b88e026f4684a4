import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DATA_DIR } from './surroundings.js';

interface LauncherRecord {
  readonly children: readonly { readonly pid: number; readonly script: string }[];
}

/** The process id of the worker that runs now, as the launcher records it; undefined while there is none. */
export async function workerProcess(): Promise<number | undefined> {
  const { children } = JSON.parse(await readFile(join(DATA_DIR, 'launcher.json'), 'utf8')) as LauncherRecord;
  return children.find(({ script }) => script.endsWith('worker.js'))?.pid;
}

/** Sends a signal to the worker: SIGSTOP freezes it, SIGKILL ends it; the launcher then starts another one. */
export async function signalWorker(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): Promise<number> {
  const pid = await workerProcess();
  if (pid === undefined) throw new Error('No worker runs.');
  process.kill(pid, signal);
  return pid;
}
