import type { JointDecider } from '#kernel';
import type { HouseholdEvent } from '../household/household.events.js';
import { householdFold, type HouseholdState } from '../household/household.state.js';
import { carriedElsewhere } from '../household/twins.rule.js';
import type { ReservationCommand } from './reservation.commands.js';
import { reservationDecider } from './reservation.decider.js';
import type { ReservationReason } from './reservation.reasons.js';
import type { ReservationStreams } from './reservation.streams.js';

type Request = Extract<ReservationCommand, { type: 'RequestSubsidy' }>;

/** Beside fund and household: other households that have one of its persons too. Nothing is written to them. */
export type StreamsWithTwins = ReservationStreams & {
  readonly [twin: `twin:${string}`]: { readonly event: HouseholdEvent; readonly state: HouseholdState };
};

export const twinName = (household: string): `twin:${string}` => `twin:${household}`;

/**
 * Hears a request beside what other households with the same persons have: should one of them be served meanwhile, the
 * request is heard again. Of two that ask at the same moment one is first.
 */
export const requestWithTwins = (
  households: readonly string[],
): JointDecider<Request, StreamsWithTwins, ReservationReason> => ({
  folds: {
    ...reservationDecider.folds,
    ...Object.fromEntries(households.map(household => [twinName(household), householdFold])),
  },
  decide(command, states) {
    const others = Object.fromEntries(households.map(household => [household, states[twinName(household)]!]));
    const elsewhere = carriedElsewhere(command, states.household, others);
    return reservationDecider.decide(elsewhere.length > 0 ? { ...command, elsewhere } : command, states);
  },
});
