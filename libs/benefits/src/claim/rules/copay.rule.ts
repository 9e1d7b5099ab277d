import { shareOf } from '#kernel';
import type { BenefitLine } from '../../package/package.types.js';
import { type ClaimInProgress, type Rule, take } from './rule.js';

/** The scheme's share is rounded down to the minor unit; the rest is the member's, by subtraction. */
export const copay: Rule = {
  step: 'copay',
  apply(line, claim) {
    const { benefit, scheme: left, asked } = line;
    if (!benefit || benefit.prevention) return line;
    if (benefit.flatCopay !== undefined) {
      return take(line, claim, 'copay', 'copay', Math.min(left, benefit.flatCopay * asked.quantity), 'AMT-002');
    }
    const rate_bps = rateOf(benefit, claim);
    return take(line, claim, 'copay', 'copay', left - shareOf(left, rate_bps, 'down'), 'AMT-002', { rate_bps });
  },
};

/** Where a line has a rate per sector, the sector of the provider who delivers decides. */
const rateOf = ({ rate_bps, rateBySector_bps }: BenefitLine, { facts }: ClaimInProgress): number => {
  const sector = facts.standing.contract?.sector;
  return (sector && rateBySector_bps?.[sector]) ?? rate_bps;
};
