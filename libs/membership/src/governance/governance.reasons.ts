/** Why a command on a scheme's organs and agreements is turned away, by precedence. A code may be added, never renamed. */
export const GovernanceReason = {
  /** Mandat, réunion ou convention inconnus / No such mandate, meeting or agreement. */
  unknown: 'membership.governance.unknown',
  /** Ce numéro désigne autre chose / That number stands for something else. */
  numberTaken: 'membership.governance.number_taken',
  /** Date à venir / A day that has not come. */
  datedInFuture: 'membership.governance.dated_in_future',
  /** La fin précède le début / It would end before it begins. */
  endsBeforeStart: 'membership.governance.ends_before_start',
  /** Cette fonction est déjà tenue ces jours-là / Somebody holds that office on these days. */
  officeHeld: 'membership.governance.office_held',
  /** Plus de présents ou de voix que de membres / More present, or voting, than could be. */
  countsDoNotFit: 'membership.governance.counts_do_not_fit',
  /** Quorum non atteint / The meeting had no quorum. */
  noQuorum: 'membership.governance.no_quorum',
  /** Décision non adoptée ou sur un autre sujet / Not adopted, or about another matter. */
  notDecided: 'membership.governance.not_decided',
} as const;
export type GovernanceReason = (typeof GovernanceReason)[keyof typeof GovernanceReason];
