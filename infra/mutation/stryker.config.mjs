/** Rules to change: all of them, or those named by `RULES=copay,number`: one folder of rules takes the better part of an hour. */
const rules = process.env.RULES ?? '*';
const one = rules.includes(',') ? `{${rules}}` : rules;

/**
 * Mutation tests of the benefit rules: each change Stryker makes to a rule must make a spec fail. Run by hand
 * (`npm run test:mutation`); what was measured is in docs/performance.md.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: [
    `libs/benefits/src/claim/rules/${one}.rule.ts`,
    ...(rules === '*' ? ['libs/benefits/src/claim/{terms,diagnoses,advice,programme-offers}.ts'] : []),
  ],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  jest: { projectType: 'custom', configFile: 'infra/mutation/jest.config.mjs', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  disableTypeChecks: false,
  ignoreStatic: true,
  checkers: [],
  concurrency: 1,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  thresholds: { high: 95, low: 90, break: 90 },
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['dist', 'data', 'reports', 'docs', '.stryker-tmp'],
};
