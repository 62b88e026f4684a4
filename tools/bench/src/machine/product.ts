import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

const NOTHING_ELSE = { DATABASE_URL: undefined, REDIS_URL: undefined, EMULATOR_URL: undefined };
const UP_WITHIN_MS = 120_000;

/** `npm start`, as somebody types it. */
export interface StartedProduct {
  readonly pid: number;
  readonly url: string;
  /** From typing to the first page that the address answers with. */
  readonly ms: number;
  /** Ctrl-C. */
  readonly stop: () => Promise<void>;
}

/** @throws where it does not come up; the message holds what it wrote */
export async function startProduct(folder: string, dataDir: string): Promise<StartedProduct> {
  const begun = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: folder,
    // Undefined: services of the caller's own would not be what somebody has who only typed that.
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, ...NOTHING_ELSE },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  try {
    const url = await toldAddress(child);
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
    await answer.text();
    return { pid: child.pid ?? 0, url, ms: performance.now() - begun, stop };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

async function toldAddress(child: ChildProcess): Promise<string> {
  let written = '';
  const told = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      written += chunk.toString();
      const url = /TenantAtlas\s+(http:\S+)/.exec(written)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => {
      reject(new Error(`It did not start:\n${written}`));
    });
  });
  const late = pause(UP_WITHIN_MS, undefined, { ref: false }).then(() => {
    throw new Error(`It was not up within ${UP_WITHIN_MS / 1000} s:\n${written}`);
  });
  return Promise.race([told, late]);
}
