/** Native ES modules, compiled by SWC; subpath imports resolve to the TypeScript sources through the `source` condition. */
export const shared = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

export default {
  maxWorkers: 2,
  // A real database on a busy machine takes its time; what hangs still ends.
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,infra}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.(int|e2e|long|kafka|elsewhere)\\.spec\\.ts$'],
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,libs,infra}/**/*.{int,e2e}.spec.ts'],
      globalSetup: '<rootDir>/libs/testing/src/start-postgres.ts',
      globalTeardown: '<rootDir>/libs/testing/src/stop-postgres.ts',
    },
  ],
};
