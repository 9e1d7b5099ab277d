import type { BasisPoints, Minor } from '#kernel';
import type { BenefitLine, Sector, Terms } from '../package/package.types.js';

export interface AppliedTerms {
  readonly rate_bps: BasisPoints;
  readonly flatCopay?: Minor;
  readonly amountPerStay?: Minor;
}

type Place = { readonly sector: Sector; readonly level: string } | null;

/**
 * What the member bears at this provider: by the first of the line's terms that fits its level and sector, else by the
 * line's rate for the sector, else by its own. Without contract the line's own.
 */
export const termsFor = (benefit: BenefitLine, at: Place): AppliedTerms => {
  const { rate_bps, rateBySector_bps, flatCopay, limits } = benefit;
  const own = {
    rate_bps: (at && rateBySector_bps?.[at.sector]) ?? rate_bps,
    flatCopay,
    amountPerStay: limits?.amountPerStay,
  };
  const special = at && benefit.terms?.find(terms => fits(terms, at));
  if (!special) return own;
  return {
    rate_bps: special.rate_bps ?? own.rate_bps,
    // Terms that name a rate put it in the place of a fixed amount.
    flatCopay: special.flatCopay ?? (special.rate_bps === undefined ? own.flatCopay : undefined),
    amountPerStay: special.amountPerStay ?? own.amountPerStay,
  };
};

const fits = ({ levels, sectors }: Terms, { level, sector }: NonNullable<Place>): boolean =>
  (levels === undefined || levels.includes(level)) && (sectors === undefined || sectors.includes(sector));
