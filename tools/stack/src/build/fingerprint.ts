import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Hash of each file's content, by path relative to the folder; in the order of the paths. */
export type Fingerprints = Readonly<Record<string, string>>;

export async function fingerprintsOf(
  folder: string,
  patterns: readonly string[],
  isWanted: (path: string) => boolean = () => true,
): Promise<Fingerprints> {
  const paths: string[] = [];
  for await (const entry of glob([...patterns], { cwd: folder, withFileTypes: true })) {
    if (entry.isFile()) paths.push(join(entry.parentPath, entry.name).slice(folder.length + 1));
  }
  const wanted = paths.filter(isWanted).sort();
  const hashes = await Promise.all(wanted.map(async (path) => hashOf(await readFile(join(folder, path)))));
  return Object.fromEntries(wanted.map((path, index) => [path, hashes[index] ?? '']));
}

export function hashOf(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('base64url').slice(0, 22);
}
