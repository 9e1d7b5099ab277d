/**
 * Why a command on a household's subsidy is turned away, by precedence. That a fund grants less than asked is no
 * refusal: it is recorded, with its code (SUB-001 …). A code may be added, never renamed or reused.
 */
export const ReservationReason = {
  /** Personne, ou rien par personne / Nobody, or nothing per person. */
  nothingAsked: 'subsidies.request.nothing_asked',
  /** Un autre fonds porte cette période / Another fund carries the term. */
  otherFund: 'subsidies.request.other_fund',
  /** Aucun fonds ne porte cette période / No fund carries the term. */
  unknown: 'subsidies.reservation.unknown',
  /** Déjà réglé à la mutuelle / The scheme was paid already. */
  settled: 'subsidies.reservation.settled',
  /** La convention ne prévoit pas de restitution / The contract keeps what was granted. */
  clawbackNotAgreed: 'subsidies.clawback.not_agreed',
  /** Nombre de mois impossible / More months are unearned than there are. */
  monthsWrong: 'subsidies.clawback.months_wrong',
} as const;
export type ReservationReason = (typeof ReservationReason)[keyof typeof ReservationReason];
