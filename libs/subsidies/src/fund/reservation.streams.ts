import type { JointDecision } from '#kernel';
import type { HouseholdEvent } from '../household/household.events.js';
import type { HouseholdState } from '../household/household.state.js';
import type { FundEvent } from './fund.events.js';
import type { FundState } from './fund.state.js';
import type { ReservationReason } from './reservation.reasons.js';

/** The fund whose money it is, and the household that remembers which fund carries which of its terms. */
export type ReservationStreams = {
  readonly fund: { readonly event: FundEvent; readonly state: FundState };
  readonly household: { readonly event: HouseholdEvent; readonly state: HouseholdState };
};
export type ReservationOutcome = JointDecision<ReservationStreams, ReservationReason>;
