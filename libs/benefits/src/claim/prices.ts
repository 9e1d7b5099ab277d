import type { Day, Minor } from '#kernel';
import { knowsAct, priceOn } from '../tariff/tariff.state.js';
import type { AdjudicationFacts } from './adjudication.facts.js';
import type { ClaimLine } from './claim.types.js';

/** Price of one act on a day: the provider's own tariff first, then the package's. */
export const unitPriceOn = ({ tariffs }: AdjudicationFacts, { act, item }: ClaimLine, on: Day): Minor | null => {
  for (const tariff of tariffs) {
    const price = priceOn(tariff, act, item, on);
    if (price !== null) return price;
  }
  return null;
};

/** Whether any tariff has ever had a price for the act. */
export const isKnownAct = ({ tariffs }: AdjudicationFacts, act: string): boolean =>
  tariffs.some(tariff => knowsAct(tariff, act));
