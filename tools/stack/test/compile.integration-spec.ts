import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { compilePackage } from '../src/build/compile.ts';

describe('compiling a package', () => {
  let folder: string;
  const write = (path: string, text: string) => writeFile(join(folder, 'src', path), text);
  const built = async () => (await readdir(join(folder, 'dist'))).filter((name) => !name.startsWith('.')).sort();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantatlas-compile-'));
    await mkdir(join(folder, 'src'));
    await write('sum.ts', 'export const sum = (a: number, b: number): number => a + b;\n');
    await write('words.json', '{ "sum": "Summe" }');
    await write('sum.spec.ts', 'throw new Error("a test is not shipped");\n');
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('writes code, maps and data, but no tests', async () => {
    await compilePackage(folder);
    expect(await built()).toEqual(['sum.js', 'sum.js.map', 'words.json']);
    expect(await readFile(join(folder, 'dist/sum.js'), 'utf8')).toContain('export const sum = (a, b)=>a + b;');
  });

  it('does nothing the second time, and afterwards only what has changed', async () => {
    expect((await compilePackage(folder)).changed).toEqual(['sum.ts', 'words.json']);
    expect((await compilePackage(folder)).changed).toEqual([]);
    await write('sum.ts', 'export const sum = 3;\n');
    expect((await compilePackage(folder)).changed).toEqual(['sum.ts']);
  });

  it('removes what a deleted source had become', async () => {
    await compilePackage(folder);
    await rm(join(folder, 'src/sum.ts'));
    expect((await compilePackage(folder)).changed).toEqual(['sum.ts']);
    expect(await built()).toEqual(['words.json']);
  });

  it('says which file cannot be compiled, and tries it again the next time', async () => {
    await write('broken.ts', 'export const = 1;\n');
    await expect(compilePackage(folder)).rejects.toThrow('broken.ts');
    await write('broken.ts', 'export const whole = 1;\n');
    expect((await compilePackage(folder)).changed).toContain('broken.ts');
  });
});
