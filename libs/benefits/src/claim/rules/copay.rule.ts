import { shareOf } from '#kernel';
import { termsFor } from '../terms.js';
import { type Rule, take } from './rule.js';

/** The scheme's share is rounded down to the minor unit unless the package says otherwise; the rest is the member's. */
export const copay: Rule = {
  step: 'copay',
  apply(line, claim) {
    const { benefit, scheme: left, counted } = line;
    if (!benefit || benefit.prevention) return line;
    const { flatCopay, rate_bps } = termsFor(benefit, claim.facts.standing.contract);
    if (flatCopay !== undefined) {
      return take(line, claim, 'copay', 'copay', Math.min(left, flatCopay * counted), 'AMT-002');
    }
    const share = shareOf(left, rate_bps, claim.facts.package?.version.rounding ?? 'down');
    return take(line, claim, 'copay', 'copay', left - share, 'AMT-002', { rate_bps });
  },
};
