import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '@tenantatlas/stack/root.ts';
import type { Findings } from './programme.ts';

/** What the figures depend on, beside the code. */
export interface Surroundings {
  readonly at: string;
  readonly node: string;
  readonly processors: string;
  readonly memoryGib: number;
  /** Processes that wanted a processor in the minute before: figures of a busy machine say little. */
  readonly loadBefore: number;
}

export function surroundings(): Surroundings {
  return {
    at: new Date().toISOString(),
    node: process.version,
    processors: `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

/** Keeps what a programme found in a file of its name; the last one replaces the one before. */
export async function keep(name: string, where: Surroundings, findings: Findings): Promise<string> {
  const folder = join(ROOT, '.data', 'bench');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  await writeFile(file, `${JSON.stringify({ programme: name, ...where, ...findings }, null, 2)}\n`);
  return file;
}
