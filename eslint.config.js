import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import house from './scripts/lint/plugin.mjs';

const specs = ['**/*.spec.ts', '**/*.e2e-spec.ts', '**/*.fault-spec.ts'];
/** A contract is the spec that all adapters of a port share. */
const tests = [...specs, '**/contract.ts', '**/contract/*.ts', 'test/**/*.ts'];
const rooms = ['apps/**/*.ts', 'libs/**/*.ts', 'projections/**/*.ts'];

const declarations =
  ':matches(ClassDeclaration, FunctionDeclaration, TSInterfaceDeclaration, TSTypeAliasDeclaration, TSEnumDeclaration, VariableDeclarator)';

/** Names that say nothing of the office. */
const names = [
  {
    selector: `${declarations}[id.name=/(Impl|Manager|Helpers?|Utils?|Dto|DTO)$/]`,
    message: 'Name it by what it does or is; no Impl, Manager, Helper, Utils, Dto.',
  },
  {
    selector: 'TSInterfaceDeclaration[id.name=/^I[A-Z][a-z]/]',
    message: 'No I-prefix: the interface is the name of the thing.',
  },
];

/** Time and chance come in from outside (the Clock port), or a replay would not be one. */
const clocks = [
  {
    selector:
      ':matches(MemberExpression[object.name="Date"][property.name="now"], NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"], MemberExpression[object.name="performance"][property.name="now"], MemberExpression[object.name="process"][property.name="hrtime"])',
    message: 'Only libs/kernel/clock.ts reads the clock; take a Clock.',
  },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'No chance in the rooms: ids are derived (libs/kernel/ids.ts), the rest is passed in.',
  },
];

/** Every file of ours, JavaScript too. */
const sizes = {
  'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: false, skipComments: false }],
  'max-depth': ['error', 2],
  'house/forks': ['error', 12],
  'house/arguments': 'error',
};

const correctness = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'no-restricted-syntax': ['error', ...names],
  'no-unused-vars': 'off',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true },
  ],
};

/** Needs types: a promise nobody waits for is an event that may not be stored. */
const typed = {
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  '@typescript-eslint/return-await': 'error',
  // Tables of rows are empty objects and functions at times; both are what they say.
  '@typescript-eslint/no-empty-object-type': 'off',
};

export default defineConfig(
  { ignores: ['dist/', 'data/', 'coverage/', '.tools/', '.lookback/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,js,mjs}'],
    plugins: { house },
    extends: [tseslint.configs.recommended],
    rules: { ...sizes, ...correctness },
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typed,
  },
  { files: rooms, rules: { 'house/rooms': 'error', 'house/homes': 'error', 'house/shipped': 'error' } },
  {
    files: ['libs/**/*.ts', 'projections/**/*.ts'],
    ignores: ['libs/kernel/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...names, ...clocks] },
  },
  {
    files: ['**/{util,utils,helper,helpers,common,misc}.*'],
    rules: { 'no-restricted-syntax': ['error', { selector: 'Program', message: 'Name the file by its thought.' }] },
  },
  { files: ['libs/cqrs/**/*.ts'], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
  { files: ['apps/cli/**', 'scripts/**', 'test/**'], rules: { 'no-console': 'off' } },
  {
    // A spec's length is the length of its regulation; it may build any part of the house.
    files: tests,
    rules: {
      'max-lines-per-function': 'off',
      'house/arguments': 'off',
      'no-restricted-syntax': ['error', ...names],
      'house/rooms': 'off',
      'house/shipped': 'off',
    },
  },
  { files: specs, rules: { 'max-lines': 'off', 'house/homes': 'off' } },
);
