import { type Rule } from './rule.js';

/**
 * A programme pays its part of an act before deductible, copayment and ceilings see it. No programme finances acts
 * of these packages: its part is zero, and the step keeps its place in the order.
 */
export const programme: Rule = {
  step: 'programme',
  apply: line => line,
};
