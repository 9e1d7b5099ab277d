/** Why a command on a scheme is turned away, by precedence. A code may be added, never renamed or reused. */
export const SchemeReason = {
  /** Mutuelle inconnue / No such scheme. */
  unknown: 'membership.scheme.unknown',
  /** Inscrite sous d'autres données / Registered with other particulars. */
  alreadyRegistered: 'membership.scheme.already_registered',
  /** Section ouverte sous un autre nom / The section exists under another name. */
  sectionAlreadyOpen: 'membership.scheme.section_already_open',
  /** Un jour à venir ne se clôture pas / A day that has not come can't be closed. */
  dayNotReached: 'membership.scheme.day_not_reached',
} as const;
export type SchemeReason = (typeof SchemeReason)[keyof typeof SchemeReason];
