import { fileURLToPath } from 'node:url';
import swc from './swc.json' with { type: 'json' };

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** One transform and one resolver for every package; a package adds only what differs. */
const project = (displayName, rootDir, testMatch, more = {}) => ({
  displayName,
  rootDir: `<rootDir>/${rootDir}`,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testEnvironment: 'node',
  // Jest adds import or require itself, as the importer needs; naming one here would give it to the other too.
  testEnvironmentOptions: { customExportConditions: ['@tenantatlas/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  injectGlobals: false,
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, sourceMaps: 'inline' }] },
  resolver: here('jest.resolver.cjs'),
  modulePathIgnorePatterns: ['/dist/'],
  ...more,
});

const unit = ['{src,test}/**/*.spec.ts'];
const integration = ['{src,test}/**/*.integration-spec.ts'];

/** A real Postgres, and a Redis where the system has one, started once for the run. */
const services = {
  globalSetup: here('tools/stack/jest.setup.mjs'),
  globalTeardown: here('tools/stack/jest.teardown.mjs'),
};

export default {
  coverageProvider: 'v8',
  workerIdleMemoryLimit: '1GB',
  projects: [
    project('ops-ux', 'libs/ops-ux', unit),
    project('drift', 'libs/drift', unit),
    project('access', 'libs/access', unit),
    project('graph-client', 'libs/graph-client', [...unit, ...integration]),
    project('graph-emulator', 'tools/graph-emulator', [...unit, ...integration]),
    project('cli', 'tools/cli', [...unit, ...integration]),
    project('stack', 'tools/stack', [...unit, ...integration]),
    project('bench', 'tools/bench', unit),
    project('api', 'apps/api', unit, { setupFiles: ['reflect-metadata'] }),
    project('api-integration', 'apps/api', integration, { setupFiles: ['reflect-metadata'], ...services }),
    project('full', '.', ['{apps,libs,tools}/*/{src,test}/**/*.full-spec.ts'], {
      setupFiles: ['reflect-metadata'],
      ...services,
    }),
  ],
};
