#!/usr/bin/env node
// The system's Node may be too old to read TypeScript as it is; the one that comes with the modules is not.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const FLAGS = [
  '--experimental-strip-types',
  '--conditions=@tenantatlas/source',
  '--disable-warning=ExperimentalWarning',
];
const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const pinned = resolve(here, '../../node_modules/.bin/node');
const node = existsSync(pinned) ? pinned : process.execPath;

const { status, error } = spawnSync(
  node,
  [
    ...FLAGS,
    '--import',
    pathToFileURL(resolve(here, 'src/resolve-sources.mjs')).href,
    resolve(here, 'src/main.ts'),
    ...process.argv.slice(2),
  ],
  {
    stdio: 'inherit',
  },
);
if (error) console.error(error.message);
process.exitCode = status ?? 2;
