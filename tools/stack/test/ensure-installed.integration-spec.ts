import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const SCRIPT = join(import.meta.dirname, '../ensure-installed.mjs');

describe('installing before a command', () => {
  let folder: string;
  const lock = (version: string) => ({
    packages: {
      '': { name: 'checkout' },
      'node_modules/left': { version, integrity: `hash of ${version}` },
      'node_modules/for-another-system': { version: '1.0.0', optional: true },
    },
  });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantatlas-install-'));
    await mkdir(join(folder, 'tools/stack'), { recursive: true });
    await mkdir(join(folder, 'node_modules'));
    await copyFile(SCRIPT, join(folder, 'tools/stack/ensure-installed.mjs'));
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock('1.0.0')));
    // Stands for npm: notes how it was called.
    await writeFile(join(folder, 'npm.cjs'), `require('fs').writeFileSync('called', process.argv.slice(2).join(' '))`);
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function npmCall(): Promise<string | undefined> {
    await run(process.execPath, ['tools/stack/ensure-installed.mjs'], {
      cwd: folder,
      env: { ...process.env, NODE_OPTIONS: '', npm_execpath: join(folder, 'npm.cjs') },
    });
    return readFile(join(folder, 'called'), 'utf8').catch(() => undefined);
  }

  const install = ({ packages }: ReturnType<typeof lock>) => {
    const { 'node_modules/left': left } = packages;
    const installed = JSON.stringify({ packages: { 'node_modules/left': left } });
    return writeFile(join(folder, 'node_modules/.package-lock.json'), installed);
  };

  it('happens in a fresh clone, without running the scripts of packages', async () => {
    expect(await npmCall()).toBe('ci --ignore-scripts --loglevel=error --no-audit --no-fund');
  });

  it('does not happen when what is wanted is there, packages for other systems aside', async () => {
    await install(lock('1.0.0'));
    expect(await npmCall()).toBeUndefined();
  });

  it('happens again when the lock file wants something else', async () => {
    await install(lock('0.9.0'));
    expect(await npmCall()).toBeDefined();
  });
});
