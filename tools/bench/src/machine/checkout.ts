import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { workspacePackages } from '@tenantatlas/stack/build/packages.ts';
import { ROOT } from '@tenantatlas/stack/root.ts';

const MODULES = 'node_modules';
/** What builds leave among the modules, which a fresh installation does not have. */
const LEFT_BY_BUILDS = ['.cache', '.vite', '.vite-temp', '.tmp'];

/**
 * Makes a checkout as it is after an installation: the sources as they are now, nothing built, nothing cached. The
 * modules are those of this one, but the workspace's own packages are the copy's.
 */
export function copyCheckout(folder: string): void {
  const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  for (const path of sources.split('\n').filter((line) => line !== '' && existsSync(join(ROOT, line)))) {
    cpSync(join(ROOT, path), join(folder, path));
  }
  linkModules(ROOT, folder);
  for (const { name, folder: original } of workspacePackages()) {
    const copy = join(folder, relative(ROOT, original));
    if (existsSync(join(original, MODULES))) linkModules(original, copy);
    const link = join(folder, MODULES, name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(copy, link);
  }
}

function linkModules(from: string, to: string): void {
  mkdirSync(join(to, MODULES));
  for (const name of readdirSync(join(from, MODULES))) {
    if (LEFT_BY_BUILDS.includes(name) || name === '@tenantatlas') continue;
    symlinkSync(join(from, MODULES, name), join(to, MODULES, name));
  }
}
