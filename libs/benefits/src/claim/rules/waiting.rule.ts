import { addMonths, type Day } from '#kernel';
import type { CoverSpan } from '../../household/household.types.js';
import type { BenefitLine, PackageVersion } from '../../package/package.types.js';
import { type Rule, stop } from './rule.js';

/** Whole calendar months from the person's own first day of cover; care on the day they end is open. */
export const waiting: Rule = {
  step: 'waiting',
  apply(line, claim) {
    const { eligibility, facts, governs } = claim;
    if (eligibility.status !== 'covered' || !line.benefit || !facts.package) return line;
    const opens = opensOn(line.benefit, eligibility.span, facts.package.version);
    return governs < opens ? stop(line, claim, 'waiting', 'ELG-006', { evidence: [opens] }) : line;
  },
};

/** First open day of a benefit in a stretch of cover. */
export const opensOn = (
  { waiting: name }: BenefitLine,
  { from, waitingFrom, waitingWaived }: CoverSpan,
  { waitingMonths }: PackageVersion,
): Day => (waitingWaived ? from : addMonths(waitingFrom, waitingMonths[name]));
