import { shared } from '../../../../jest.config.mjs';

/** Everything about this kind of server, the long part too: `npm run test:kurrentdb`. */
export default {
  ...shared,
  rootDir: '../../../..',
  displayName: 'kurrentdb',
  maxWorkers: 2,
  testTimeout: 60_000,
  testMatch: ['<rootDir>/libs/eventstore/src/kurrent/**/*.spec.ts'],
  globalSetup: '<rootDir>/libs/testing/src/start-postgres.ts',
  globalTeardown: '<rootDir>/libs/testing/src/stop-postgres.ts',
};
