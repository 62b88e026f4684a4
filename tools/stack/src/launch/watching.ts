import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { workspacePackages } from '../build/packages.ts';

/** Editors write a file in several steps, and a checkout writes many files. */
const QUIET_MS = 150;

/** Calls back, one call after the other, when sources that have to be compiled have changed and settled. */
export function watchSources(signal: AbortSignal, onChange: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  let last = Promise.resolve();
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = last.then(onChange);
    }, QUIET_MS);
  };
  for (const { build, folder } of workspacePackages()) {
    if (build === 'compile') void follow(join(folder, 'src'), signal, changed);
  }
}

async function follow(folder: string, signal: AbortSignal, changed: () => void): Promise<void> {
  try {
    for await (const _ of watch(folder, { recursive: true, signal })) changed();
  } catch (problem) {
    if (!signal.aborted) throw problem;
  }
}
