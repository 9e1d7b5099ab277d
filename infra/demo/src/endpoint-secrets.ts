import { createHmac } from 'node:crypto';

/**
 * Signing key of a demo endpoint, `whsec_…`. Whoever knows the seed knows it: it is for the demo federation alone, which
 * does not exist in production.
 */
export const demoSecret = (seed: number, endpoint: string): string =>
  `whsec_${createHmac('sha256', `entraide demo federation ${seed}`).update(endpoint).digest('base64')}`;
