import type { Currency } from '#kernel';
import type { TariffPrice } from './tariff.events.js';

/** Adds prices to a tariff: of a scheme, of the State, or agreed with one provider. */
export interface PublishTariff {
  readonly type: 'PublishTariff';
  readonly tariff: string;
  readonly currency: Currency;
  readonly prices: readonly TariffPrice[];
}

export type TariffCommand = PublishTariff;
