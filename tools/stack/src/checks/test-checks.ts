import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT } from '../root.ts';
import type { Check } from './check.ts';
import { skipped } from './outcome.ts';
import { readJestReport } from './reports.ts';
import { reportOf, type ToolCall } from './tool.ts';

/** Jest projects that need a real Postgres, a Redis or processes of their own. */
const WITH_SERVICES = ['api-integration', 'stack'];
/** Long programmes; only `npm run test:full` runs them. */
const LONG = 'full';

function jest(args: readonly string[], report: string): ToolCall {
  return {
    nodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    script: 'node_modules/jest/bin/jest.js',
    args: [...args, '--json', `--outputFile=${report}`, '--maxWorkers=2'],
  };
}

function jestCheck(name: string, args: readonly string[]): Check {
  return {
    name,
    run: ({ folder, signal }) => {
      const report = join(folder, `${name}.json`);
      return reportOf(jest(args, report), report, readJestReport, signal);
    },
  };
}

/** Everything that needs nothing but itself, property tests among it. */
export const UNIT = jestCheck('unit', ['--ignoreProjects', ...WITH_SERVICES, LONG]);

export const INTEGRATION = jestCheck('integration', ['--selectProjects', ...WITH_SERVICES]);

export const FULL = jestCheck('full', ['--selectProjects', LONG]);

/** The components of the console. */
export const WEB: Check = {
  name: 'web',
  run: async ({ folder, signal }) => {
    const web = join(ROOT, 'apps/web');
    if (!existsSync(join(web, 'vite.config.ts'))) return skipped('There is no console yet.');
    const report = join(folder, 'web.json');
    const vitest = createRequire(join(web, 'package.json')).resolve('vitest/package.json');
    const script = join(dirname(vitest), 'vitest.mjs');
    const args = ['run', '--root', web, '--reporter=json', `--outputFile=${report}`];
    return reportOf({ script, args }, report, readJestReport, signal);
  },
};
