/** Why a command on a partner is turned away, by precedence. A code may be added, never renamed or reused. */
export const PartnerReason = {
  /** Partenaire inconnu / No such partner. */
  unknown: 'subsidies.partner.unknown',
  /** Partenaire enregistré autrement / Registered with other particulars. */
  alreadyRegistered: 'subsidies.partner.already_registered',
  /** Quota convenu autrement / The quota stands for other terms. */
  quotaUsed: 'subsidies.partner.quota_used',
  /** La période finit avant de commencer / The period ends before it begins. */
  periodReversed: 'subsidies.partner.period_reversed',
  /** La période en chevauche une autre / The period overlaps another. */
  periodOverlaps: 'subsidies.partner.period_overlaps',
  /** Le partenaire n'offre pas ce service / The partner does not help with that. */
  needNotServed: 'subsidies.referral.need_not_served',
  /** Orientation inconnue / No such referral. */
  referralUnknown: 'subsidies.referral.unknown',
  /** Numéro employé pour un autre besoin / The number stands for another need. */
  referralUsed: 'subsidies.referral.number_used',
  /** Le ménage attend encore son tour / The household still waits. */
  notIssued: 'subsidies.referral.not_issued',
  /** Orientation déjà close / The referral is closed. */
  closed: 'subsidies.referral.closed',
} as const;
export type PartnerReason = (typeof PartnerReason)[keyof typeof PartnerReason];
