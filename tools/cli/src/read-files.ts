import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ExportFile } from '@tenantatlas/drift';
import { LIMITS, refuse, type Listed } from './limits.ts';
import { unzipped } from './unzip.ts';

/** The files of an export, from a folder or a ZIP. @throws Error where it cannot be read or is larger than allowed. */
export async function readFiles(path: string): Promise<ExportFile[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new Error(`There is no folder or ZIP at ${path}.`);
  if (found.isDirectory()) return readFolder(path);
  if (found.size > LIMITS.archiveBytes) throw new Error(`${path} is larger than allowed.`);
  return unzipped(await readFile(path), path);
}

async function readFolder(root: string): Promise<ExportFile[]> {
  // Links are left alone: they may lead out of the export.
  const entries = (await readdir(root, { withFileTypes: true, recursive: true })).filter((entry) => entry.isFile());
  const files: Listed[] = [];
  for (const entry of entries) {
    const full = join(entry.parentPath, entry.name);
    const path = relative(root, full).split(sep).join('/');
    if (!path.startsWith('.git/')) files.push({ path, bytes: (await stat(full)).size });
  }
  refuse(files, root);
  const read = files.map(async ({ path }) => ({ path, bytes: await readFile(join(root, path)) }));
  return (await Promise.all(read)).sort((one, two) => (one.path < two.path ? -1 : 1));
}
