/** Why a command on a federation is turned away, by precedence. A code may be added, never renamed or reused. */
export const FederationReason = {
  /** Fédération inconnue / No such federation. */
  unknown: 'membership.federation.unknown',
  /** Inscrite sous d'autres données / Registered with other particulars. */
  alreadyRegistered: 'membership.federation.already_registered',
  /** Une fédération ne dépend pas d'une autre de son niveau ou plus petite / The parent is of the same level, or lower. */
  parentTooLow: 'membership.federation.parent_too_low',
  /** Mutuelle inconnue / No such scheme. */
  schemeUnknown: 'membership.federation.scheme_unknown',
  /** Déjà affiliée ce jour-là / Affiliated on that day already. */
  alreadyAffiliated: 'membership.federation.already_affiliated',
  /** Pas affiliée / Not affiliated. */
  notAffiliated: 'membership.federation.not_affiliated',
  /** Fin avant le début / It would end before it began. */
  endsBeforeStart: 'membership.federation.ends_before_start',
} as const;
export type FederationReason = (typeof FederationReason)[keyof typeof FederationReason];
