import { shared } from '../../jest.config.mjs';

/** The specs that state the rules; those of whole claims are among them. Random claims are left out: a day's work. */
export default {
  ...shared,
  rootDir: '../..',
  testMatch: ['<rootDir>/infra/mutation/rules.tests.ts'],
};
