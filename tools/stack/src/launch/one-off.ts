import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { LogFile } from './log-file.ts';
import type { OwnProcess } from './launcher-lock.ts';

export interface OneOff {
  readonly name: string;
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: LogFile;
  readonly onProcess: (process: OwnProcess) => void;
}

/**
 * Runs a script to its end.
 * @throws where it fails; the message holds what it wrote last
 */
export async function runOnce({ name, script, env, log, onProcess }: OneOff): Promise<void> {
  const output = openSync(log.path, 'a');
  const offset = log.size();
  const child = spawn(process.execPath, ['--enable-source-maps', script], {
    env,
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);
  if (child.pid !== undefined) onProcess({ pid: child.pid, script });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${name} failed:\n${log.tail(offset)}`);
}
