/** Why a command on a scheme is turned away, by precedence. A code may be added, never renamed or reused. */
export const SchemeReason = {
  unknown: 'membership.scheme.unknown',
  alreadyRegistered: 'membership.scheme.already_registered',
  sectionAlreadyOpen: 'membership.scheme.section_already_open',
  dayNotReached: 'membership.scheme.day_not_reached',
} as const;
export type SchemeReason = (typeof SchemeReason)[keyof typeof SchemeReason];
