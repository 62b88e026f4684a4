import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Options } from '@swc/core';
import swc from '../../../../swc.json' with { type: 'json' };
import { fingerprintsOf, type Fingerprints, hashOf } from './fingerprint.ts';

const RECORD = '.build.json';

interface BuildRecord {
  readonly options: string;
  readonly files: Fingerprints;
}

/** What a build did: the sources, relative to the package's `src`, that were compiled or whose output was removed. */
export interface BuildResult {
  readonly changed: readonly string[];
}

/**
 * Compiles a package's sources to `dist`, file by file, and only those whose content is not what was compiled last.
 *
 * Types are not checked here; that is a check of its own, so that a start need not wait for it.
 */
export async function compilePackage(folder: string): Promise<BuildResult> {
  const source = join(folder, 'src');
  const output = join(folder, 'dist');
  const files = await fingerprintsOf(source, ['**/*'], isShipped);
  const options = hashOf(JSON.stringify(swc));
  const last = await readRecord(output);
  const known: Fingerprints = last?.options === options ? last.files : {};
  const stale = Object.keys(files).filter((path) => files[path] !== known[path]);
  const gone = Object.keys(last?.files ?? {}).filter((path) => files[path] === undefined);
  if (stale.length === 0 && gone.length === 0 && last !== undefined) return { changed: [] };
  await Promise.all(gone.flatMap((path) => outputsOf(path).map((name) => rm(join(output, name), { force: true }))));
  await Promise.all(stale.map((path) => emit(source, output, path)));
  await mkdir(output, { recursive: true });
  await writeFile(join(output, RECORD), JSON.stringify({ options, files } satisfies BuildRecord));
  return { changed: [...stale, ...gone] };
}

function isShipped(path: string): boolean {
  return !/\.(?:[a-z]+-)?spec\.ts$|\.d\.ts$|\.md$/.test(path);
}

function outputsOf(path: string): readonly string[] {
  if (!path.endsWith('.ts')) return [path];
  const script = path.replace(/\.ts$/, '.js');
  return [script, `${script}.map`];
}

async function emit(source: string, output: string, path: string): Promise<void> {
  const from = join(source, path);
  const [target = path, map] = outputsOf(path).map((name) => join(output, name));
  await mkdir(dirname(target), { recursive: true });
  if (map === undefined) return copyFile(from, target);
  // Loaded only when something has to be compiled, which at most starts is nothing.
  const { transform } = await import('@swc/core');
  const compiled = await transform(await readFile(from, 'utf8'), {
    ...(swc as Options),
    swcrc: false,
    filename: from,
    sourceMaps: true,
  });
  const name = map.slice(dirname(map).length + 1);
  await writeFile(target, `${compiled.code}//# sourceMappingURL=${name}\n`);
  await writeFile(map, compiled.map ?? '');
}

async function readRecord(output: string): Promise<BuildRecord | undefined> {
  const text = await readFile(join(output, RECORD), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as BuildRecord);
}
