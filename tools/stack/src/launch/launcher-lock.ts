import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from '../error-code.ts';
import { commandLineOf, isAlive, stopProcess } from '../processes.ts';
import { writePrivately } from './secrets.ts';

/** A process of ours, with the file that it runs: an id alone may have been given to somebody else. */
export interface OwnProcess {
  readonly pid: number;
  readonly script: string;
}

interface LauncherRecord extends OwnProcess {
  readonly stopping: boolean;
  readonly children: readonly OwnProcess[];
}

/** Held while a launcher works with a data folder. */
export interface LauncherLock {
  readonly record: (state: { readonly stopping: boolean; readonly children: readonly OwnProcess[] }) => Promise<void>;
  readonly release: () => Promise<void>;
}

/** A launcher that is stopping may wait for work to be handed back; one that runs may just have lost its terminal. */
const WAIT_FOR_STOPPING_MS = 40_000;
const WAIT_FOR_RUNNING_MS = 2_500;

const STOP_CHILD = [
  { signal: 'SIGTERM', graceMs: 5_000 },
  { signal: 'SIGKILL', graceMs: 2_000 },
] as const;

/**
 * Takes the data folder for this process.
 *
 * What a killed launcher left running is ended first.
 *
 * @throws where another launcher works with it
 */
export async function takeLock(dataDir: string, script: string): Promise<LauncherLock> {
  const file = join(dataDir, 'launcher.json');
  await mkdir(dataDir, { recursive: true });
  const own = { pid: process.pid, script };
  const begun = performance.now();
  while (!(await createFile(file, { ...own, stopping: false, children: [] }))) {
    const holder = await readRecord(file);
    if (holder === undefined || !isOurs(holder)) {
      await Promise.all((holder?.children ?? []).filter(isOurs).map(({ pid }) => stopProcess(pid, STOP_CHILD)));
      await rm(file, { force: true });
    } else {
      const limit = holder.stopping ? WAIT_FOR_STOPPING_MS : WAIT_FOR_RUNNING_MS;
      if (performance.now() - begun > limit) throw new Error(inUse(dataDir, holder.pid));
      await pause(100);
    }
  }
  // One change after the other: the last one said must be the last one written.
  let written = Promise.resolve();
  let released = false;
  return {
    record: (state) => {
      if (!released) written = written.then(() => writePrivately(file, JSON.stringify({ ...own, ...state })));
      return written;
    },
    release: () => {
      if (!released) written = written.then(() => rm(file, { force: true }));
      released = true;
      return written;
    },
  };
}

async function createFile(file: string, record: LauncherRecord): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify(record), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (problem) {
    if (codeOf(problem) === 'EEXIST') return false;
    throw problem;
  }
}

/** Nothing where the file is gone again, or was being written when its launcher was killed. */
async function readRecord(file: string): Promise<LauncherRecord | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as LauncherRecord;
  } catch {
    return undefined;
  }
}

function isOurs({ pid, script }: OwnProcess): boolean {
  return pid !== process.pid && isAlive(pid) && commandLineOf(pid)?.includes(script) === true;
}

function inUse(dataDir: string, pid: number): string {
  return `TenantAtlas already runs with the data in ${dataDir} (process ${pid}). Stop it first, or choose another folder by DATA_DIR.`;
}
