import type { JointDecision } from '#kernel';
import type { ClaimBooked } from '../../household/household.events.js';
import type { HouseholdState } from '../../household/household.state.js';
import type { ClaimCommand } from '../claim.commands.js';
import type { ClaimStreams } from '../claim.decider.js';
import type { ClaimState } from '../claim.state.js';
import type { Households } from './coverage.types.js';

/** Which household each state is, by what the command, or the decision so far, says of them. */
export const householdsAsked = (
  command: ClaimCommand,
  claim: ClaimState,
  states: readonly HouseholdState[],
): Households => {
  const named = idsIn(command, claim);
  return new Map(named.flatMap((id, at) => (states[at] ? [[id, states[at]] as const] : [])));
};

const idsIn = (command: ClaimCommand, claim: ClaimState): readonly string[] => {
  if ('facts' in command) {
    if (command.household === null) return [];
    return [command.household, ...(command.others ?? []).map(({ household }) => household)];
  }
  if (command.type === 'ReverseClaim' && command.households) return command.households;
  const decided = claim.status === 'none' ? null : (claim.decision?.household ?? null);
  return decided === null ? [] : [decided];
};

/** What further households book goes into their own streams. */
export const booksApart = <Outcome extends JointDecision<ClaimStreams, string>>(
  decision: Outcome,
  households: Households,
): Outcome => {
  if (decision.outcome !== 'accepted' || households.size < 2) return decision;
  const { household: booked = [], ...rest } = decision.events;
  const events: Record<string, unknown> = { ...rest };
  for (const [at, id] of [...households.keys()].entries()) {
    const own = booked.filter(event => (event as ClaimBooked).data.household === id);
    if (own.length > 0) events[at === 0 ? 'household' : `other-${at - 1}`] = own;
  }
  return { ...decision, events };
};
