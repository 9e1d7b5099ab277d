import { daysBetween } from '#kernel';
import { type Rule, stop } from './rule.js';

/** Claims are filed within so many days of service, or of discharge for a stay; the last day is inside. */
export const filing: Rule = {
  step: 'filing',
  apply(line, claim) {
    const limit = claim.facts.package?.version.filingDays;
    if (limit === undefined) return line;
    const { serviceDate, dischargedOn, receivedOn } = claim.claim;
    const taken = daysBetween(dischargedOn ?? serviceDate, receivedOn);
    return taken > limit ? stop(line, claim, 'filing', 'CLM-002', { limit }) : line;
  },
};
