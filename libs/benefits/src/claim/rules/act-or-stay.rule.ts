import { termsFor } from '../terms.js';
import { cutTo, type Rule } from './rule.js';

/** A line's own ceiling: for each act, and for a whole stay. */
export const actOrStay: Rule = {
  step: 'actOrStay',
  apply(line, claim) {
    if (!line.benefit) return line;
    const { amountPerAct } = line.benefit.limits ?? {};
    const { amountPerStay } = termsFor(line.benefit, claim.facts.standing.contract);
    let cut = line;
    if (amountPerAct !== undefined) cut = cutTo(cut, claim, 'actOrStay', amountPerAct * line.counted, 'AMT-003');
    if (amountPerStay !== undefined) {
      const left = amountPerStay - (claim.usedOfStay.get(line.asked.act) ?? 0);
      cut = cutTo(cut, claim, 'actOrStay', left, 'AMT-003');
    }
    return cut;
  },
};
