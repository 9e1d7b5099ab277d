/** Why prices are not published, by precedence. A code may be added, never renamed or reused. */
export const TariffReason = {
  currencyChanged: 'benefits.tariff.currency_changed',
  priceAlreadySet: 'benefits.tariff.price_already_set',
} as const;
export type TariffReason = (typeof TariffReason)[keyof typeof TariffReason];
