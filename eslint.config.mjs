import nx from '@nx/eslint-plugin';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

const TYPESCRIPT = ['**/*.ts', '**/*.vue'];
const TESTS = ['**/*spec.ts', '**/*.e2e.ts', '**/test/**/*.ts'];

/** Which kinds of packages may use which; `nx.tags` in each package.json says what kind it is. */
const boundaries = {
  enforceBuildableLibDependency: true,
  // The stack's commands and the tools read the workspace's own configuration.
  allow: ['../../../../swc.json'],
  depConstraints: [
    // Pure libraries must run in any place: a browser, a server, somebody else's project.
    { sourceTag: 'type:pure', onlyDependOnLibsWithTags: ['type:pure', 'type:testing'] },
    { sourceTag: 'type:node-lib', onlyDependOnLibsWithTags: ['type:pure', 'type:node-lib', 'type:testing'] },
    // An app is where things come together; nothing builds on one.
    { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:pure', 'type:node-lib', 'type:testing'] },
    { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:pure', 'type:node-lib', 'type:tool', 'type:testing'] },
    { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:pure', 'type:node-lib', 'type:testing'] },
    // The browser tests see the product as its users do, from outside.
    { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:pure', 'type:testing'] },
  ],
};

/** `…only` hides every other test, a bare `skip` hides itself; neither may be left in. */
const noHiddenTests = [
  {
    selector: "CallExpression[callee.object.name=/^(it|test|describe)$/][callee.property.name='only']",
    message: 'Run one test by `jest -t "its name"`; left in, `only` would hide all the others.',
  },
  {
    selector:
      "CallExpression[callee.object.name=/^(it|describe)$/][callee.property.name=/^(skip|todo)$/][arguments.0.type='Literal']",
    message:
      'Delete the test or make it hold. Where a condition decides, choose `describe` or `describe.skip` by it and say why.',
  },
];

const typescriptRules = {
  '@nx/enforce-module-boundaries': ['error', boundaries],
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: false, allowDefaultCaseForExhaustiveSwitch: false },
  ],
  '@typescript-eslint/consistent-type-exports': 'error',
  // Modules and resolvers of Nest are classes that hold only decorators.
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // An empty variable of the environment is as good as none.
  '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
  ],
  // The reason of an abort signal is whatever its owner gave.
  '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingAny: true, allowThrowingUnknown: true }],
  // Brackets may show that a name is only hoped for.
  '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
  // An interface may demand a promise of something that has nothing to wait for.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/consistent-indexed-object-style': 'off',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  'no-restricted-syntax': ['error', ...noHiddenTests],
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  // The names of operations are those of the specification, whatever an enumeration calls them.
  '@typescript-eslint/no-unsafe-enum-comparison': 'off',
  '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
  '@typescript-eslint/no-empty-function': ['error', { allow: ['private-constructors'] }],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
};

export default tseslint.config(
  {
    ignores: ['**/node_modules', '**/dist', '.nx', '.data', 'apps/web/src/generated', '**/coverage', '**/test-results'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: TYPESCRIPT,
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.vue'] },
    },
    rules: typescriptRules,
  },
  {
    files: ['**/*.vue'],
    extends: [...vue.configs['flat/recommended']],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    rules: {
      // The page's content security policy cannot protect what is inserted as HTML.
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-macros-order': 'error',
      'vue/no-unused-refs': 'error',
      'vue/multi-word-component-names': ['error', { ignores: ['App'] }],
      // Taken for a plain function's parameter, although it is how a prop gets its default.
      '@typescript-eslint/no-useless-default-assignment': 'off',
      // Prettier decides how it looks.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      // A prop that may be absent is undefined then; a default for each would say nothing.
      'vue/require-default-prop': 'off',
    },
  },
  {
    files: ['apps/web/**/*.{ts,vue}'],
    rules: {
      // Only vue-tsc knows the types of a component, and it checks them; here they cannot be resolved.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // What composables return is made to be taken apart.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['apps/*/src/**/*.{ts,vue}', 'libs/*/src/**/*.ts'],
    rules: {
      'no-console': 'error',
    },
  },
  {
    files: ['apps/api/src/**/*.ts'],
    ignores: ['apps/api/src/platform/database/**', 'apps/api/src/migrations/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'typeorm',
              message:
                'Go through WorkspaceDatabase or SystemDatabase of platform/database: they alone bind a query to its workspace.',
            },
          ],
        },
      ],
    },
  },
  {
    files: TESTS,
    rules: {
      'max-lines': 'off',
      // Tests assert about what they have just made; a bad assumption fails there and then.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-this-alias': 'off',
      // Fixtures that give nothing are of this type.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Answers are read as they come over the wire.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'no-console': 'off',
    },
  },
  { files: ['apps/api/src/migrations/**'], rules: { 'max-lines': 'off' } },
);
