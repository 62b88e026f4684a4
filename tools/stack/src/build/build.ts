import { resolve } from 'node:path';
import { bundlePackage } from './bundle.ts';
import { type BuildResult, compilePackage } from './compile.ts';
import { type Package, workspacePackages } from './packages.ts';

/** Builds one package: what `nx build` runs, and what a start runs for every package. */
export async function buildPackage(item: Package, packages: readonly Package[]): Promise<BuildResult> {
  switch (item.build) {
    case 'compile':
      return compilePackage(item.folder);
    case 'bundle':
      return bundlePackage(item, packages);
    case undefined:
      return { changed: [] };
  }
}

/** Builds the packages in the folders that are named, or all. */
export async function buildCommand(folders: readonly string[]): Promise<void> {
  const packages = workspacePackages();
  const wanted = new Set(folders.map((folder) => resolve(folder)));
  const chosen = packages.filter(({ folder }) => wanted.size === 0 || wanted.has(folder));
  if (chosen.length < wanted.size) throw new Error(`No such package: ${folders.join(', ')}.`);
  await Promise.all(chosen.map((item) => buildPackage(item, packages)));
}
