import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLineOf, stopProcess } from '../processes.ts';

/** Fast shutdown first; then without a checkpoint, which costs a recovery but loses nothing; then by force. */
export const STOP_POSTGRES = [
  { signal: 'SIGINT', graceMs: 10_000 },
  { signal: 'SIGQUIT', graceMs: 5_000 },
  { signal: 'SIGKILL', graceMs: 5_000 },
] as const;

/**
 * Ends the server that a killed launcher left behind on these data, so that a new one can start.
 *
 * The recorded process id may have been given to somebody else meanwhile, therefore its command line must name the
 * data folder.
 */
export async function clearLeftover(dataDir: string): Promise<void> {
  const lockFile = join(dataDir, 'postmaster.pid');
  const lock = await readFile(lockFile, 'utf8').catch(() => undefined);
  if (lock === undefined) return;
  const pid = Number.parseInt(lock, 10);
  if (Number.isInteger(pid) && pid > 1 && isPostgresOn(dataDir, pid)) {
    if (!(await stopProcess(pid, STOP_POSTGRES))) {
      throw new Error(`The database of an earlier start (process ${pid}) does not stop. End it, then start again.`);
    }
  }
  await rm(lockFile, { force: true });
}

function isPostgresOn(dataDir: string, pid: number): boolean {
  const commandLine = commandLineOf(pid);
  return commandLine?.includes('postgres') === true && commandLine.includes(dataDir);
}
