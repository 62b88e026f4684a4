import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The operating system account that a server runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account to run Postgres as, where it may not be our own: Postgres refuses to run as root.
 *
 * `nobody` exists on every system without being created by us.
 */
export async function unprivilegedAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) {
    throw new Error('Postgres does not run as root, and this system has no account "nobody". Start as another user.');
  }
  return { uid: Number(uid), gid: Number(gid) };
}

/** Whether any account may get at this path: a checkout below a closed home directory may not be entered. */
export async function isOpenToAll(path: string): Promise<boolean> {
  const ENTER = 0o001;
  const parent = dirname(path);
  if (parent === path) return true;
  const entry = await stat(path).catch(() => undefined);
  if (entry?.isDirectory() === true && (entry.mode & ENTER) === 0) return false;
  return isOpenToAll(parent);
}
