import { fileURLToPath } from 'node:url';

/** One transform and one resolver for every Jest project; each package's own config adds only what differs. */
const swc = {
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

const project = (displayName, rootDir, testMatch, more = {}) => ({
  displayName,
  rootDir: `<rootDir>/${rootDir}`,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@tenantatlas/source', 'node', 'node-addons', 'import', 'default'] },
  extensionsToTreatAsEsm: ['.ts'],
  injectGlobals: false,
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  resolver: fileURLToPath(new URL('jest.resolver.cjs', import.meta.url)),
  modulePathIgnorePatterns: ['/dist/'],
  ...more,
});

const unit = ['{src,test}/**/*.spec.ts'];
const integration = ['{src,test}/**/*.integration-spec.ts'];

export default {
  coverageProvider: 'v8',
  workerIdleMemoryLimit: '1GB',
  projects: [
    project('ops-ux', 'libs/ops-ux', unit),
    project('drift', 'libs/drift', unit),
    project('access', 'libs/access', unit),
    project('graph-client', 'libs/graph-client', [...unit, ...integration]),
    project('graph-emulator', 'tools/graph-emulator', [...unit, ...integration]),
    project('stack', 'tools/stack', unit),
    project('api', 'apps/api', unit, { setupFiles: ['reflect-metadata'] }),
    project('api-integration', 'apps/api', integration, { setupFiles: ['reflect-metadata'] }),
  ],
};
