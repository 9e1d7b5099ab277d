import { shared } from '../../../../jest.config.mjs';

/** Everything about this kind of server, the long part too: `npm run test:kurrentdb`. */
export default {
  ...shared,
  rootDir: '../../../..',
  displayName: 'kurrentdb',
  maxWorkers: 2,
  testTimeout: 60_000,
  // Of tests that mostly wait.
  maxConcurrency: 8,
  testMatch: ['<rootDir>/libs/eventstore/src/kurrent/**/*.spec.ts'],
  globalSetup: '<rootDir>/libs/eventstore/src/kurrent/before-all.ts',
  globalTeardown: '<rootDir>/libs/eventstore/src/kurrent/after-all.ts',
};
