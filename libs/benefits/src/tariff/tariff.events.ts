import type { Currency, Day, DomainEvent, Minor } from '#kernel';

/** Price of one act (or of one medicine dispensed under an act) from a day on. */
export interface TariffPrice {
  readonly act: string;
  /** A medicine; absent for the act itself. */
  readonly item?: string;
  readonly price: Minor;
  readonly validFrom: Day;
}

/** Prices were added to a tariff; what was published before stays as it was. */
export type TariffPublished = DomainEvent<
  'benefits.TariffPublished',
  1,
  { readonly tariff: string; readonly currency: Currency; readonly prices: readonly TariffPrice[] },
  undefined
>;

export type TariffEvent = TariffPublished;
