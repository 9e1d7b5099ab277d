/** Folders of pure code, or a part of it: `PART=rules`, `PART=deciders`; both unless said. */
const parts = {
  rules: ['claim/rules/*.rule.ts', 'claim/rules/rule.ts', 'claim/{terms,diagnoses,advice,programme-offers,prices}.ts'],
  deciders: [
    'claim/{adjudicate,account,adjudicate-line,says-the-same,line-keys,exceptions-booked,claim.recording}.ts',
    'claim/coverage/*.ts',
    '**/*.decider.ts',
    '**/*.state.ts',
    'household/shelf.ts',
  ],
};
const asked = process.env.PART ? parts[process.env.PART] : [...parts.rules, ...parts.deciders];

/**
 * Mutation tests of the benefit rules and deciders: each change Stryker makes to one must make a spec fail. Run by hand
 * (`npm run test:mutation`); what was measured is in docs/performance.md.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: [...asked.map(files => `libs/benefits/src/${files}`), '!**/*.spec.ts'],
  plugins: ['./infra/mutation/runner.mjs'],
  testRunner: 'in-process',
  buildCommand: 'node infra/mutation/compile.mjs',
  coverageAnalysis: 'perTest',
  disableTypeChecks: false,
  ignoreStatic: true,
  checkers: [],
  concurrency: 1,
  timeoutMS: 5_000,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  thresholds: { high: 95, low: 90, break: 90 },
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['dist', 'data', 'reports', 'docs', '.stryker-tmp'],
};
