import { limitOn } from '../../household/reconsider.state.js';
import { cutTo, type Rule } from './rule.js';

/** Scheme money per person and period. Prevention is outside. */
export const person: Rule = {
  step: 'person',
  apply(line, claim) {
    const ceiling = claim.facts.package?.version.ceilings.person ?? null;
    if (ceiling === null || line.benefit?.prevention) return line;
    return cutTo(line, claim, 'person', ceiling - claim.used.person, 'AMT-004', limitOn.person(claim.claim.person));
  },
};
