import { shared } from '../../jest.config.mjs';

/** The specs that state the rules; those of whole claims are among them. */
export default {
  ...shared,
  rootDir: '../..',
  testMatch: ['<rootDir>/libs/benefits/src/claim/**/*.spec.ts'],
  // Hundreds of random claims for each mutant would take a day; what they find the examples must find too.
  // The guide's spec reads docs/, which are not copied for each run.
  testPathIgnorePatterns: ['properties', 'guide'],
};
