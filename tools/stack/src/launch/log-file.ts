import { appendFileSync, closeSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const LARGEST = 8 * 1024 * 1024;
const SHOWN = 6_000;

/** What a process wrote, kept beside the data. One earlier file is kept too, so that it cannot fill the disk. */
export interface LogFile {
  readonly path: string;
  readonly size: () => number;
  readonly append: (line: string) => void;
  /** The last of what was written since it had a size. */
  readonly tail: (since: number) => string;
}

export function logFile(path: string): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  if (sizeOf(path) > LARGEST) renameSync(path, `${path}.1`);
  return {
    path,
    size: () => sizeOf(path),
    append: (line) => {
      appendFileSync(path, `${line}\n`);
    },
    tail: (since) => readEnd(path, since),
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function readEnd(path: string, since: number): string {
  const end = sizeOf(path);
  const from = Math.max(since, end - SHOWN);
  if (end <= from) return '(it wrote nothing)';
  const buffer = Buffer.alloc(end - from);
  const file = openSync(path, 'r');
  try {
    readSync(file, buffer, 0, buffer.length, from);
  } finally {
    closeSync(file);
  }
  return buffer.toString('utf8').trim();
}
