import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from './error-code.ts';

/** Whether a process of this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (problem) {
    return codeOf(problem) === 'EPERM';
  }
  return !isZombie(pid);
}

/**
 * The command line of a process, or nothing where it is gone.
 *
 * Process ids are used again by the system, so a recorded id alone never proves whose process it is.
 */
export function commandLineOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || undefined;
    }
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Waits until a process is gone; false when the time is up before. */
export async function waitUntilGone(pid: number, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (isAlive(pid)) {
    if (performance.now() >= end) return false;
    await pause(20);
  }
  return true;
}

/** Sends the signals one after the other, each with its time to work, until the process is gone. */
export async function stopProcess(
  pid: number,
  steps: readonly { readonly signal: NodeJS.Signals; readonly graceMs: number }[],
): Promise<boolean> {
  for (const { signal, graceMs } of steps) {
    if (!isAlive(pid)) return true;
    signalProcess(pid, signal);
    if (await waitUntilGone(pid, graceMs)) return true;
  }
  return !isAlive(pid);
}

/** Signals a process that may have ended in the meantime. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (problem) {
    if (codeOf(problem) !== 'ESRCH') throw problem;
  }
}

/** In a container without an init process nobody collects an orphan; it keeps its id although it has ended. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return /^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}
