import { spawn } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT } from '../root.ts';
import type { BuildResult } from './compile.ts';
import { fingerprintsOf, hashOf } from './fingerprint.ts';
import { closureOf, type Package } from './packages.ts';

/** Bundles the console with Vite, unless nothing it is made of has changed since it was bundled last. */
export async function bundlePackage(item: Package, packages: readonly Package[]): Promise<BuildResult> {
  const record = join(item.folder, 'dist', '.build');
  const state = await stateOf(item, packages);
  const page = await stat(join(item.folder, 'dist/index.html')).catch(() => undefined);
  if (page !== undefined && (await readFile(record, 'utf8').catch(() => '')) === state) return { changed: [] };
  await runVite(item.folder);
  await writeFile(record, state);
  return { changed: ['index.html'] };
}

/** The path of Vite's own command, as the package that uses it resolves it. */
export function viteCommand(folder: string): string {
  return join(dirname(createRequire(join(folder, 'package.json')).resolve('vite/package.json')), 'bin/vite.js');
}

async function stateOf(item: Package, packages: readonly Package[]): Promise<string> {
  const parts = closureOf(packages, item.name).map(async ({ folder, name }) => {
    const patterns = name === item.name ? ['src/**/*', 'public/**/*', '*.{ts,html,json}'] : ['src/**/*'];
    return JSON.stringify(await fingerprintsOf(folder, patterns, (path) => !path.includes('spec.ts')));
  });
  return hashOf(...(await Promise.all(parts)), await readFile(join(ROOT, 'package-lock.json')));
}

async function runVite(folder: string): Promise<void> {
  const args = [viteCommand(folder), 'build', '--logLevel', 'warn'];
  const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' };
  const vite = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  vite.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  vite.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    vite.once('error', reject);
    vite.once('close', resolve);
  });
  if (code !== 0) throw new Error(`The console could not be built:\n${Buffer.concat(output).toString('utf8')}`);
}
