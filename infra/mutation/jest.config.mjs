import { shared } from '../../jest.config.mjs';

/** The specs that state the rules; those of whole claims are among them. */
export default {
  ...shared,
  rootDir: '../..',
  testMatch: ['<rootDir>/libs/benefits/src/claim/**/*.spec.ts'],
};
