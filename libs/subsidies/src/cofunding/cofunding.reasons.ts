/** Why an agreement of several funds is turned away, by precedence. A code may be added, never renamed or reused. */
export const CofundingReason = {
  /** Un fonds porte ce nom / A fund has this name. */
  nameOfFund: 'subsidies.cofunding.name_of_fund',
  /** Fonds inconnu / No such fund. */
  fundUnknown: 'subsidies.cofunding.fund_unknown',
  /** Un fonds est nommé deux fois / A fund is named twice. */
  fundTwice: 'subsidies.cofunding.fund_twice',
  /** Antérieur à l'accord en vigueur / It begins before the agreement in force. */
  notAfterTheLast: 'subsidies.cofunding.not_after_the_last',
  /** Accord inconnu / No such agreement. */
  unknown: 'subsidies.cofunding.unknown',
} as const;
export type CofundingReason = (typeof CofundingReason)[keyof typeof CofundingReason];
