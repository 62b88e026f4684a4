import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearLeftover } from '../embedded-postgres/leftover.ts';
import { isAlive } from '../processes.ts';

const PREFIX = 'tenantatlas-test-';

/** A folder that belongs to this process. Its name says so, so that a later run can remove it if this one is killed. */
export async function throwawayFolder(): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // The database may run as another account, which must get at its data inside.
  await chmod(path, 0o711);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Where a database goes inside such a folder. */
export function databaseIn(folder: string): string {
  return join(folder, 'postgres');
}

/** Removes what killed runs left behind, a running database server included. */
export async function removeDeadFolders(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const owner = Number.parseInt(name.slice(PREFIX.length), 10);
    if (owner === process.pid || isAlive(owner)) continue;
    const folder = join(tmpdir(), name);
    await clearLeftover(databaseIn(folder));
    await rm(folder, { recursive: true, force: true });
  }
}
