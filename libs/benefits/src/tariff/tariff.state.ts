import type { Currency, Day, Fold, Minor } from '#kernel';
import type { TariffEvent, TariffPrice } from './tariff.events.js';

interface PriceFrom {
  readonly validFrom: Day;
  readonly price: Minor;
}

export interface TariffState {
  readonly currency: Currency | null;
  /** By act or act and item; the latest first. */
  readonly prices: ReadonlyMap<string, readonly PriceFrom[]>;
}

export const tariffFold: Fold<TariffEvent, TariffState> = {
  initialState: { currency: null, prices: new Map() },
  evolve(tariff, { data }) {
    const prices = new Map(tariff.prices);
    for (const { act, item, price, validFrom } of data.prices) {
      const key = keyOf(act, item);
      prices.set(key, [...(prices.get(key) ?? []), { validFrom, price }].sort(latestFirst));
    }
    return { currency: data.currency, prices };
  },
};

/** Price on a day. An item without a price of its own has that of its act. */
export const priceOn = (tariff: TariffState, act: string, item: string | undefined, on: Day): Minor | null => {
  const own = item === undefined ? null : latestOn(tariff, keyOf(act, item), on);
  return own ?? latestOn(tariff, act, on);
};

/** Whether the tariff has a price for the act on any day. */
export const knowsAct = ({ prices }: TariffState, act: string): boolean => prices.has(act);

/** Price set for exactly this day, if any. */
export const priceSetFrom = ({ prices }: TariffState, { act, item, validFrom }: TariffPrice): Minor | undefined =>
  prices.get(keyOf(act, item))?.find(price => price.validFrom === validFrom)?.price;

const keyOf = (act: string, item: string | undefined): string => (item === undefined ? act : `${act}/${item}`);
const latestFirst = (a: PriceFrom, b: PriceFrom): number => (a.validFrom < b.validFrom ? 1 : -1);
const latestOn = ({ prices }: TariffState, key: string, on: Day): Minor | null =>
  prices.get(key)?.find(({ validFrom }) => validFrom <= on)?.price ?? null;

export const tariffStream = (scheme: string, tariff: string): string => `benefits.tariff-${scheme}.${tariff}`;
