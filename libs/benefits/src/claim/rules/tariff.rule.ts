import type { Minor } from '#kernel';
import { unitPriceOn } from '../prices.js';
import { articleOf, type ClaimInProgress, type LineInProgress, type Rule } from './rule.js';

/**
 * What the scheme recognises: at most the tariff. What is above it is written off by a contracted provider; above a
 * reference price, or without contract, it is the member's. A contracted provider's late or repeated invoice is
 * written off whole. Refused lines are capped as well: the member owes no more than the tariff for them either.
 */
export const tariff: Rule = {
  step: 'tariff',
  apply(line, claim) {
    if (line.capitated) return line;
    const allowed = recognised(line, claim);
    const over = line.billed - allowed;
    if (over === 0) return line;
    const writtenOff = claim.facts.standing.status === 'contracted' && !line.benefit?.referencePrice;
    const forfeited = isForfeited(line, claim);
    const capped = {
      ...line,
      allowed,
      scheme: allowed,
      writeOff: writtenOff || forfeited ? over : 0,
      overPrice: writtenOff || forfeited ? 0 : over,
    };
    if (forfeited) return capped;
    const article = articleOf(claim.facts, 'tariff');
    return {
      ...capped,
      reasons: [...line.reasons, 'AMT-001'],
      trace: [
        ...line.trace,
        { step: 'tariff', before: line.billed, after: allowed, code: 'AMT-001', article, limit: allowed },
      ],
    };
  },
};

const recognised = (line: LineInProgress, claim: ClaimInProgress): Minor => {
  if (isForfeited(line, claim)) return 0;
  const price = unitPriceOn(claim.facts, line.asked, claim.governs);
  return price === null ? line.billed : Math.min(line.billed, price * line.asked.quantity);
};

const isForfeited = ({ reasons }: LineInProgress, { facts }: ClaimInProgress): boolean =>
  facts.standing.status === 'contracted' && (reasons.includes('CLM-001') || reasons.includes('CLM-002'));
