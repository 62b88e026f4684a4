// What may import what. A rule that is broken says in its comment why it is there.

/** Each module of the API may use those after it; so none of them can ever need each other in a circle. */
const API_MODULES = [
  'support',
  'inbox',
  'api-tokens',
  'tenant-reviews',
  'evidence',
  'findings',
  'baselines',
  'inventory',
  'provider-connections',
  'operation-runs',
  'workspaces',
  'identity',
];
const LEAVES = ['audit', 'notifications'];
const PURE = '^libs/(ops-ux|drift|reviews|access)/src/';
const TEST_CODE = '(spec\\.ts$|\\.e2e\\.ts$|/test/)';

const forbidden = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const moduleOrder = API_MODULES.slice(1).map((module, index) =>
  forbidden(
    `api-order-${module}`,
    'Modules build on each other in one direction. What both need belongs to the lower one, or goes out as an event.',
    { path: `^apps/api/src/modules/${module}/` },
    { path: `^apps/api/src/modules/(${API_MODULES.slice(0, index + 1).join('|')})/` },
  ),
);

module.exports = {
  forbidden: [
    forbidden(
      'no-circle',
      'Files that need each other are one idea in two files, and start in an order that nobody chose.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbidden(
      'resolvable',
      'What cannot be found on disk fails when it is first used, which may be in production.',
      {},
      { couldNotResolve: true },
    ),
    forbidden(
      'declared',
      'A package that package.json does not name is there by accident and may be gone after the next installation.',
      { path: '^(apps|libs|tools)/', pathNot: TEST_CODE },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    forbidden(
      'names-that-say-something',
      'A file named so collects what belongs nowhere. Name it after what it does.',
      {},
      { path: '^(apps|libs|tools)/[^/]+/src/.*\\b(helpers?|utils?|common|misc|manager|base)\\b[^/]*\\.(ts|vue)$' },
    ),

    forbidden(
      'apps-apart',
      'Apps are deployed apart and meet over the network only.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    forbidden(
      'libs-below',
      'A library that knows an app or a tool could be used by nobody else.',
      { path: '^libs/', pathNot: TEST_CODE },
      { path: '^(apps|tools)/' },
    ),
    forbidden(
      'no-test-code',
      'What only tests need must not be shipped.',
      { path: '^(apps|libs|tools)/[^/]+/src/', pathNot: ['^libs/testing/', TEST_CODE] },
      { path: `(^libs/testing/|${TEST_CODE})` },
    ),
    forbidden(
      'pure-without-node',
      'Pure libraries decide; they run in browsers too, and do no input or output.',
      { path: PURE, pathNot: TEST_CODE },
      { dependencyTypes: ['core'] },
    ),
    forbidden(
      'pure-without-frameworks',
      'A framework would decide where a pure library can be used. Two packages that only compute are allowed.',
      { path: PURE, pathNot: TEST_CODE },
      { path: 'node_modules', pathNot: 'node_modules/(@casl/|@ucast/|canonicalize/)' },
    ),
    forbidden(
      'pure-uses-pure',
      'What a pure library uses has to be pure itself.',
      { path: PURE, pathNot: TEST_CODE },
      { path: '^libs/', pathNot: PURE },
    ),
    forbidden(
      'ops-ux-alone',
      'A third party must be able to take the progress contract without anything else of ours.',
      { path: '^libs/ops-ux/src/', pathNot: TEST_CODE },
      { path: '.', pathNot: '^libs/ops-ux/src/' },
    ),
    forbidden(
      'graph-client-without-nest',
      'Tools and benches read Graph too, without an application around them.',
      { path: '^libs/graph-client/src/' },
      { path: 'node_modules/@nestjs/' },
    ),

    ...moduleOrder,
    forbidden(
      'api-leaves',
      'Every module writes audit entries and notifications; these two can therefore use none of them.',
      { path: `^apps/api/src/modules/(${LEAVES.join('|')})/`, pathNot: TEST_CODE },
      { path: '^apps/api/src/modules/', pathNot: `^apps/api/src/modules/(${LEAVES.join('|')})/` },
    ),
    forbidden(
      'api-front-doors',
      'A module is entered through its index.ts; everything else may change without asking the others.',
      { path: '^apps/api/src/modules/([^/]+)/', pathNot: TEST_CODE },
      {
        path: '^apps/api/src/modules/',
        pathNot: ['^apps/api/src/modules/$1/', '^apps/api/src/modules/[^/]+/index\\.ts$'],
      },
    ),
    forbidden(
      'api-front-doors-from-outside',
      'A module is entered through its index.ts, by the application too.',
      { path: '^apps/api/src/', pathNot: ['^apps/api/src/modules/', TEST_CODE] },
      { path: '^apps/api/src/modules/', pathNot: '^apps/api/src/modules/[^/]+/index\\.ts$' },
    ),
    forbidden(
      'api-platform-below',
      'The platform serves every module and knows none; it is told what it needs.',
      { path: '^apps/api/src/platform/' },
      { path: '^apps/api/src/modules/' },
    ),
    forbidden(
      'api-resolvers-on-top',
      'Resolvers translate for the outside; who needs what they do calls the service.',
      { path: '^apps/api/src/', pathNot: ['(\\.module|index)\\.ts$', TEST_CODE] },
      { path: '\\.resolver\\.ts$' },
    ),
    forbidden(
      'api-resolvers-do-not-query',
      'A resolver that queries decides something that belongs into its service.',
      { path: '\\.resolver\\.ts$' },
      { path: '^apps/api/src/platform/database/', dependencyTypesNot: ['type-only'] },
    ),
    forbidden(
      'api-policies-decide',
      'A policy is a function of what it is given; loading is done by the service.',
      { path: '\\.policy\\.ts$', pathNot: TEST_CODE },
      { path: '(\\.service\\.ts$|\\.resolver\\.ts$|^apps/api/src/platform/database/)' },
    ),

    forbidden(
      'web-libraries',
      'The browser gets words, labels and abilities. What speaks to databases or providers stays on the server.',
      { path: '^apps/web/src/', pathNot: TEST_CODE },
      { path: '^(libs|tools)/', pathNot: '^libs/(ops-ux|access|drift)/' },
    ),
    forbidden(
      'web-shared-below',
      'Shared parts serve every feature and know none.',
      { path: '^apps/web/src/shared/', pathNot: TEST_CODE },
      { path: '^apps/web/src/(features|shell)/' },
    ),
    forbidden(
      'web-features-below-shell',
      'The shell frames the features; a feature must work in any frame.',
      { path: '^apps/web/src/features/', pathNot: TEST_CODE },
      { path: '^apps/web/src/shell/' },
    ),
    forbidden(
      'web-features-apart',
      "A feature uses another one through its index.ts; the rest is that feature's own.",
      { path: '^apps/web/src/features/([^/]+)/', pathNot: TEST_CODE },
      {
        path: '^apps/web/src/features/',
        pathNot: ['^apps/web/src/features/$1/', '^apps/web/src/features/[^/]+/index\\.ts$'],
      },
    ),
    forbidden(
      'web-composables-without-components',
      'Templates show, composables think: one that needs a component cannot be tested without a page.',
      { path: '^apps/web/src/.*/use[A-Z][^/]*\\.ts$' },
      { path: '\\.vue$' },
    ),

    forbidden(
      'stack-alone',
      'The commands run before anything is built, so they cannot use what has to be built.',
      { path: '^tools/stack/' },
      { path: '^(apps|libs|tools)/', pathNot: '^tools/stack/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage|generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@tenantatlas/source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.vue', '.json'],
    },
  },
};
