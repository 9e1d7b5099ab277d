import { isKnownAct, unitPriceOn } from '../prices.js';
import { type Rule, stop } from './rule.js';

/** The act is known, has a price on the day, and is in the benefit package. */
export const service: Rule = {
  step: 'service',
  apply(line, claim) {
    const { facts, governs } = claim;
    const priced = unitPriceOn(facts, line.asked, governs) !== null;
    if (line.benefit) return priced ? line : stop(line, claim, 'service', 'SVC-002');
    const known = priced || isKnownAct(facts, line.asked.act);
    return stop(line, claim, 'service', known ? 'SVC-003' : 'SVC-001');
  },
};
