import { shared } from '../../jest.config.mjs';

/** What needs a real broker, hence Java: `npm run test:kafka`. */
export default {
  ...shared,
  rootDir: '../..',
  displayName: 'kafka',
  maxWorkers: 1,
  testTimeout: 90_000,
  testMatch: ['<rootDir>/{apps,libs,infra}/**/*.kafka.spec.ts'],
};
