import type { ExportFile } from '@tenantatlas/drift';
import { unzipSync } from 'fflate';
import { LIMITS, refuse, type Listed } from './limits.ts';

/** The files of a ZIP. Its directory is judged before a single file is unpacked. */
export function unzipped(archive: Uint8Array, source: string): ExportFile[] {
  const listed: Listed[] = [];
  attempt(archive, source, ({ name, originalSize }) => {
    listed.push({ path: name, bytes: originalSize });
    return false;
  });
  const expanded = listed.reduce((sum, { bytes }) => sum + bytes, 0);
  if (expanded > 1_000_000 && expanded > archive.length * LIMITS.ratio) {
    throw new Error(`${source} is refused: it expands to far more than it is.`);
  }
  refuse(listed, source);
  const files = attempt(archive, source, ({ name }) => !name.endsWith('/'));
  return Object.entries(files)
    .map(([path, bytes]) => ({ path, bytes }))
    .sort((one, two) => (one.path < two.path ? -1 : 1));
}

type Filter = (file: { readonly name: string; readonly originalSize: number }) => boolean;

function attempt(archive: Uint8Array, source: string, filter: Filter): Record<string, Uint8Array> {
  try {
    return unzipSync(archive, { filter });
  } catch {
    throw new Error(`${source} is no ZIP that can be read.`);
  }
}
