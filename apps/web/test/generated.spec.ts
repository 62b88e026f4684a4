import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '@graphql-codegen/cli';
import { expect, it } from 'vitest';
import config from '../codegen.js';

const folder = join(import.meta.dirname, '..');

it('the typed documents are those of the schema and of the documents as they are', async () => {
  const files = (await generate({ ...config, cwd: folder, silent: true }, false)) as {
    filename: string;
    content: string;
  }[];
  const stale = files.filter(({ filename, content }) => readFileSync(join(folder, filename), 'utf8') !== content);
  expect(stale.map(({ filename }) => filename)).toEqual([]);
});
