import type { Check } from './check.ts';
import { type ToolCall, verdictOf } from './tool.ts';

const check = (name: string, call: ToolCall): Check => ({ name, run: ({ signal }) => verdictOf(call, signal) });

/** By Nx, which remembers what it has checked already, and gives the import rules a graph that is up to date. */
const nx = (target: string): ToolCall => ({
  script: 'node_modules/nx/dist/bin/nx.js',
  args: ['run-many', '-t', target, '--parallel=2', '--output-style=static'],
});

export const BOUNDARIES = check('boundaries', {
  script: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
  args: ['apps', 'libs', 'tools', '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'],
});

export const FORMAT = check('format', {
  script: 'node_modules/prettier/bin/prettier.cjs',
  args: ['--check', '.', '--cache'],
});

export const TYPES = check('types', nx('typecheck'));
export const LINT = check('lint', nx('lint'));
export const BUILD = check('build', nx('build'));
