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

/** Builds every package that is built in this way. @returns the names of those that had changed */
export async function buildAll(kind: NonNullable<Package['build']>): Promise<ReadonlySet<string>> {
  const packages = workspacePackages();
  const chosen = packages.filter((item) => item.build === kind);
  const results = await Promise.all(chosen.map((item) => buildPackage(item, packages)));
  return new Set(chosen.filter((_, index) => (results[index]?.changed.length ?? 0) > 0).map(({ name }) => name));
}

/** Builds the packages in the folders that are named, or all. */
export async function buildCommand(folders: readonly string[]): Promise<void> {
  const packages = workspacePackages();
  const wanted = new Set(folders.map((folder) => resolve(folder)));
  const chosen = packages.filter(({ folder }) => wanted.size === 0 || wanted.has(folder));
  if (chosen.length < wanted.size) throw new Error(`No such package: ${folders.join(', ')}.`);
  await Promise.all(chosen.map((item) => buildPackage(item, packages)));
}
