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
  /** Ce que la mutuelle est aujourd'hui ne le permet pas / Its standing forbids it. */
  standingForbids: 'membership.scheme.standing_forbids',
  /** Absorbée par une autre mutuelle / Part of another scheme by now. */
  merged: 'membership.scheme.merged',
  /** Pas encore immatriculée / Not registered yet. */
  notRegistered: 'membership.scheme.not_registered',
  /** Datée d'un jour à venir / Dated on a day to come. */
  datedInFuture: 'membership.scheme.dated_in_future',
  /** Avant la dernière décision / Before the last decision on its standing. */
  beforeLastChange: 'membership.scheme.before_last_change',
  /** Déjà suspendue / Suspended already. */
  alreadySuspended: 'membership.scheme.already_suspended',
  /** N'est pas suspendue / Not suspended. */
  notSuspended: 'membership.scheme.not_suspended',
  /** Celle qui la reprend n'est pas immatriculée, ou tient une autre monnaie / The successor isn't registered, or has another currency. */
  successorUnfit: 'membership.scheme.successor_unfit',
} as const;
export type SchemeReason = (typeof SchemeReason)[keyof typeof SchemeReason];
