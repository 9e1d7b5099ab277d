import { limitOn } from '../../household/reconsider.state.js';
import { cutTo, type Rule } from './rule.js';

/** Scheme money per household and period, across all its members. Prevention is outside. */
export const household: Rule = {
  step: 'household',
  apply(line, claim) {
    const ceiling = claim.facts.package?.version.ceilings.household ?? null;
    if (ceiling === null || line.benefit?.prevention) return line;
    return cutTo(line, claim, 'household', ceiling - claim.used.household, 'AMT-005', limitOn.household);
  },
};
