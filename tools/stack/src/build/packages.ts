import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';

/** One package of the workspace. */
export interface Package {
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** Other packages of the workspace that it uses, directly. */
  readonly uses: readonly string[];
  /** How it is built; nothing where others only read its sources. */
  readonly build: 'compile' | 'bundle' | undefined;
}

interface Manifest {
  readonly name: string;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly nx?: { readonly targets?: Readonly<Record<string, unknown>> };
}

/** Every package of the workspace, as the manifests say. */
export function workspacePackages(root: string = ROOT): readonly Package[] {
  const patterns = readManifest(root).workspaces ?? [];
  const folders = patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).map((path) => join(root, path));
  const manifests = folders
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(folder) }));
  const names = new Set(manifests.map(({ manifest }) => manifest.name));
  return manifests.map(({ folder, manifest }) => ({
    name: manifest.name,
    folder,
    uses: Object.keys(manifest.dependencies ?? {}).filter((name) => names.has(name)),
    build: buildOf(folder, manifest),
  }));
}

/** The packages that one is made of: itself and whatever it uses, however far away. */
export function closureOf(packages: readonly Package[], name: string): readonly Package[] {
  const found = new Map<string, Package>();
  const visit = (wanted: string): void => {
    const item = packages.find((candidate) => candidate.name === wanted);
    if (item === undefined || found.has(wanted)) return;
    found.set(wanted, item);
    item.uses.forEach(visit);
  };
  visit(name);
  return [...found.values()];
}

/** A package is built where it declares the target; Vite bundles what has a Vite configuration. */
function buildOf(folder: string, manifest: Manifest): Package['build'] {
  if (manifest.nx?.targets?.build === undefined) return undefined;
  return existsSync(join(folder, 'vite.config.ts')) ? 'bundle' : 'compile';
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
