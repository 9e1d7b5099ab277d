import { type Facts, foldAll } from '#kernel';
import type { HouseholdEvent } from '../household/household.events.js';
import { householdFold } from '../household/household.state.js';
import type { EnvelopeCommand } from './envelope.commands.js';
import { envelopeDecider } from './envelope.decider.js';
import type { FundCommand } from './fund.commands.js';
import { fundDecider } from './fund.decider.js';
import type { FundEvent, Standing } from './fund.events.js';
import { fundFold, type FundState } from './fund.state.js';
import type { ReservationCommand } from './reservation.commands.js';
import { reservationDecider } from './reservation.decider.js';

export type Told = { readonly events: readonly FundEvent[]; readonly refused?: string; readonly facts?: Facts };

/** One fund and its households, told in commands: for specs and simulations. Keeps every event, as the log would. */
export class Story {
  readonly events: FundEvent[] = [];
  readonly households = new Map<string, HouseholdEvent[]>();
  private state: FundState = fundFold.initialState;

  fund(): FundState {
    return this.state;
  }

  ask(command: FundCommand | ReservationCommand | EnvelopeCommand): Told {
    const decided = 'household' in command ? this.decideReservation(command) : this.decideFund(command);
    for (const event of decided.events) {
      this.events.push(event);
      this.state = fundFold.evolve(this.state, event);
    }
    return decided;
  }

  /** What is known of a household besides what this fund decides: what others carry, its categories. */
  remember(household: string, events: readonly HouseholdEvent[]): void {
    this.households.set(household, [...(this.households.get(household) ?? []), ...events]);
  }

  /** Last word on a household's term. */
  standing(household: string, term = 1): Standing | undefined {
    const last = this.events.findLast(
      ({ data }) => 'household' in data && data.household === household && data.term === term,
    );
    return last && 'standing' in last.data ? last.data.standing : undefined;
  }

  private decideFund(command: FundCommand | EnvelopeCommand): Told {
    const decision = isOfEnvelope(command)
      ? envelopeDecider.decide(command, this.state)
      : fundDecider.decide(command, this.state);
    if (decision.outcome === 'refused') return { events: [], refused: decision.reason, facts: decision.facts };
    return { events: decision.outcome === 'accepted' ? decision.events : [] };
  }

  private decideReservation(command: ReservationCommand): Told {
    const past = this.households.get(command.household) ?? [];
    const household = foldAll(householdFold, past);
    const decision = reservationDecider.decide(command, { fund: this.state, household });
    if (decision.outcome === 'refused') return { events: [], refused: decision.reason, facts: decision.facts };
    if (decision.outcome === 'nothingToDo') return { events: [] };
    this.households.set(command.household, [...past, ...(decision.events.household ?? [])]);
    return { events: decision.events.fund ?? [] };
  }
}

const isOfEnvelope = (command: FundCommand | EnvelopeCommand): command is EnvelopeCommand =>
  command.type === 'GrantEnvelope' || command.type === 'CloseEnvelope' || command.type === 'NoteEnvelopeUse';
