import { shared } from '../../jest.config.mjs';

/** What takes long on real stores: `npm run test:long`, and `.ci/run`. */
export default {
  ...shared,
  rootDir: '../..',
  displayName: 'long',
  maxWorkers: 2,
  testTimeout: 60_000,
  testMatch: ['<rootDir>/{apps,libs,infra}/**/*.long.spec.ts'],
  globalSetup: '<rootDir>/libs/testing/src/start-postgres.ts',
  globalTeardown: '<rootDir>/libs/testing/src/stop-postgres.ts',
};
