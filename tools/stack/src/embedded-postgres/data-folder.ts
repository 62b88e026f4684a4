import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from '../error-code.ts';
import { type Account, isOpenToAll } from './account.ts';
import { type PostgresPrograms, SHARED_PLACE } from './binaries.ts';
import { type Durability, initArguments } from './settings.ts';

const run = promisify(execFile);

/** The owner of everything in the embedded database; migrations run as this role. */
export const OWNER = 'tenantatlas_owner';

/**
 * Where the data really are.
 *
 * Another account cannot work in a folder that it cannot reach; such data are kept beside the programs, found again
 * by the path that was asked for.
 */
export async function reachableDataDir(wanted: string, account: Account | undefined): Promise<string> {
  await mkdir(dirname(wanted), { recursive: true });
  if (account === undefined || (await isOpenToAll(dirname(wanted)))) return wanted;
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  await mkdir(SHARED_PLACE, { recursive: true, mode: 0o755 });
  return join(SHARED_PLACE, `data-${name}`);
}

export interface DataFolder {
  readonly programs: PostgresPrograms;
  readonly dataDir: string;
  readonly account: Account | undefined;
  readonly password: string;
  readonly durability: Durability;
}

/** Makes the data folder unless it is there; a start that is interrupted here leaves nothing half made. */
export async function initialiseOnce(folder: DataFolder): Promise<void> {
  const { programs, dataDir, account, password, durability } = folder;
  const found = await stat(join(dataDir, 'PG_VERSION')).catch((problem: unknown) => {
    if (codeOf(problem) === 'ENOENT') return undefined;
    throw belongsToOther(dataDir, problem);
  });
  if (found !== undefined) {
    if (account === undefined && found.uid !== process.getuid?.()) throw belongsToOther(dataDir);
    return;
  }
  const draft = `${dataDir}.new`;
  const passwordFile = `${dataDir}.password`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account !== undefined) {
      await chown(draft, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    await run(programs.initdb, [...initArguments(draft, passwordFile, OWNER, durability)], { ...account, cwd: draft });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(draft, dataDir);
}

function belongsToOther(dataDir: string, cause?: unknown): Error {
  const message = `${dataDir} belongs to another account. Start as the one who started first, or remove the folder.`;
  return new Error(message, { cause });
}
