/** Why a command on a group is turned away, by precedence. A code may be added, never renamed or reused. */
export const GroupReason = {
  /** Groupe inconnu / No such group. */
  unknown: 'membership.group.unknown',
  /** Formé sous d'autres données / Formed with other particulars. */
  alreadyFormed: 'membership.group.already_formed',
  /** Section inconnue / The scheme has no such section. */
  sectionUnknown: 'membership.group.section_unknown',
  /** Ménage inconnu dans cette mutuelle / No such household in this scheme. */
  householdUnknown: 'membership.group.household_unknown',
  /** Ce jour précède un fait déjà noté / The day is before what was recorded. */
  beforeStart: 'membership.group.before_start',
} as const;
export type GroupReason = (typeof GroupReason)[keyof typeof GroupReason];
