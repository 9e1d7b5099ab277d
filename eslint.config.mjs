import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const impure = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The instant comes with the command.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The instant comes with the command.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Chance comes through a port.',
  },
];

/** Folders of deciders: everything in a context but its edges. Clock, ids and chance are refused there. */
const deciders = 'libs/{kernel,membership,contributions,benefits,subsidies,webhooks}/src/**/*.ts';
const edges = 'libs/*/src/{http,messaging,projections,policies,sending}/**/*.ts';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.data/', 'coverage/'] },
  js.configs.recommended,
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', fetch: 'readonly', URL: 'readonly', setTimeout: 'readonly' },
    },
  },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'off',
      'no-restricted-globals': 'off',
      eqeqeq: ['error', 'always'],
    },
  },
  {
    files: [deciders],
    ignores: [edges, '**/*.spec.ts', 'libs/kernel/src/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...impure] },
  },
);
