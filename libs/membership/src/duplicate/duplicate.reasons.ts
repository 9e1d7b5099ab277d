/** Why a command on two persons who look alike is turned away, by precedence. A code may be added, never renamed. */
export const DuplicateReason = {
  /** Personne inconnue dans ce ménage, ou doublon jamais proposé / No such person in the household, or never put forward. */
  unknown: 'membership.duplicate.unknown',
  /** Deux personnes d’un même ménage / Both are of one household. */
  sameHousehold: 'membership.duplicate.same_household',
  /** Plus rien ne permet de comparer / Nothing is left that could be compared. */
  unreadable: 'membership.duplicate.unreadable',
  /** Trop peu de ressemblance / Not alike enough. */
  notAlike: 'membership.duplicate.not_alike',
  /** Qui propose ne décide pas / Whoever puts it forward does not decide. */
  samePerson: 'membership.duplicate.same_person',
  /** Ce motif ne va pas avec cette décision / That ground does not go with that decision. */
  groundDoesNotFit: 'membership.duplicate.ground_does_not_fit',
} as const;
export type DuplicateReason = (typeof DuplicateReason)[keyof typeof DuplicateReason];
