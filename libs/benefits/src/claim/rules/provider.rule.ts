import { type Rule, stop } from './rule.js';

/** Care is delivered by a provider under contract; in an emergency by anyone, and the member is refunded. */
export const provider: Rule = {
  step: 'provider',
  apply(line, claim) {
    const { status } = claim.facts.standing;
    if (status === 'contracted' || claim.claim.emergency) return line;
    return stop(line, claim, 'provider', status === 'none' ? 'PRV-001' : 'PRV-002');
  },
};
