/** Why a command on a complaint is turned away, by precedence. A code may be added, never renamed or reused. */
export const ComplaintReason = {
  /** Ce numéro désigne une autre réclamation / The id was used for another complaint. */
  alreadyFiled: 'benefits.complaint.already_filed',
  /** Fait postérieur au dépôt / What is complained of is after the day it is told. */
  happenedInFuture: 'benefits.complaint.happened_in_future',
  /** Aucune convention avec ce prestataire / The scheme has, and had, no contract with the provider. */
  notContracted: 'benefits.complaint.not_contracted',
  /** Réclamation inconnue / No such complaint. */
  notFound: 'benefits.complaint.not_found',
  /** Déjà tranchée / It is answered already. */
  alreadyAnswered: 'benefits.complaint.already_answered',
  /** Qui l’a saisie ne la tranche pas / Whoever entered it does not answer it. */
  samePerson: 'benefits.complaint.same_person',
} as const;
export type ComplaintReason = (typeof ComplaintReason)[keyof typeof ComplaintReason];
