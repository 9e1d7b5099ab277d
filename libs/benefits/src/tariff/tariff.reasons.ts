/** Why prices are not published, by precedence. A code may be added, never renamed or reused. */
export const TariffReason = {
  /** Le tarif est tenu dans une autre monnaie / The tariff is kept in another currency. */
  currencyChanged: 'benefits.tariff.currency_changed',
  /** Un autre prix est fixé pour ce jour / Another price is set from that day. */
  priceAlreadySet: 'benefits.tariff.price_already_set',
} as const;
export type TariffReason = (typeof TariffReason)[keyof typeof TariffReason];
