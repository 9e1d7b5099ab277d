/**
 * Why a command on a household's subsidy is turned away, by precedence. That a fund grants less than asked is no
 * refusal: it is recorded, with its code (SUB-001 …). A code may be added, never renamed or reused.
 */
export const ReservationReason = {
  nothingAsked: 'subsidies.request.nothing_asked',
  otherFund: 'subsidies.request.other_fund',
  unknown: 'subsidies.reservation.unknown',
  settled: 'subsidies.reservation.settled',
} as const;
export type ReservationReason = (typeof ReservationReason)[keyof typeof ReservationReason];
