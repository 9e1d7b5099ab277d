import { accept, type Decider, earliest, nothingToDo, refuse } from '#kernel';
import type { TariffCommand } from './tariff.commands.js';
import type { TariffEvent } from './tariff.events.js';
import { TariffReason } from './tariff.reasons.js';
import { priceSetFrom, tariffFold, type TariffState } from './tariff.state.js';

/**
 * Adds prices to a tariff. A price once set for a day stays; a change is a price from a later day.
 *
 * @refuses benefits.tariff.currency_changed  a tariff is in one currency
 * @refuses benefits.tariff.price_already_set the act has another price from that very day
 */
export const tariffDecider: Decider<TariffCommand, TariffEvent, TariffState, TariffReason> = {
  ...tariffFold,

  decide({ tariff: name, currency, prices }, tariff) {
    if (tariff.currency && tariff.currency !== currency) {
      return refuse(TariffReason.currencyChanged, { tariff: name, currency: tariff.currency }, 'unprocessable');
    }
    // Prices of this very command count too: one act cannot have two prices from one day.
    let after = tariff;
    const added = [];
    for (const price of prices) {
      const set = priceSetFrom(after, price);
      if (set !== undefined && set !== price.price) {
        const { act, item, validFrom } = price;
        return refuse(TariffReason.priceAlreadySet, { act, item, validFrom, price: set });
      }
      if (set !== undefined) continue;
      added.push(price);
      after = tariffFold.evolve(after, published(name, currency, [price]));
    }
    return added.length === 0 ? nothingToDo : accept(published(name, currency, added));
  },
};

const published = (
  tariff: string,
  currency: TariffEvent['data']['currency'],
  prices: TariffEvent['data']['prices'],
): TariffEvent => ({
  type: 'benefits.TariffPublished',
  version: 1,
  effectiveAt: prices.map(({ validFrom }) => validFrom).reduce(earliest),
  data: { tariff, currency, prices },
});
