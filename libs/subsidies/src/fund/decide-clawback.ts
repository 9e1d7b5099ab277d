import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata, uuid5In } from '#eventstore';
import { type Day, firstOfNextMonth, wholeMonths, within } from '#kernel';
import { householdFold, householdStream } from '../household/household.state.js';
import { fundStream } from './fund.state.js';
import type { ReservationCommand } from './reservation.commands.js';
import { reservationDecider } from './reservation.decider.js';
import { ReservationReason } from './reservation.reasons.js';

type ClawBackCommand = Extract<ReservationCommand, { type: 'ClawBack' }>;

interface Death {
  readonly scheme: string;
  readonly household: string;
  readonly person: string;
  readonly diedOn: Day;
}

/** Somebody died: whole months of subsidised cover after the month of death are not earned. */
export class FollowDeath extends Command<Decided | null> {
  constructor(
    readonly death: Death,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(FollowDeath)
export class FollowDeathHandler implements ICommandHandler<FollowDeath> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ death, metadata }: FollowDeath): Promise<Decided | null> {
    const { scheme, household, person, diedOn } = death;
    const { terms } = await this.decisions.latestStateOf('subsidies', householdStream(household), householdFold);
    const idOf = uuid5In(metadata.commandId);
    let decided: Decided | null = null;
    for (const [number, { period, carriers }] of Object.entries(terms)) {
      if (!period || !within(period, diedOn)) continue;
      const after = firstOfNextMonth(diedOn);
      const unearnedMonths = after > period.to ? 0 : wholeMonths({ from: after, to: period.to });
      for (const fund of Object.keys(carriers)) {
        const by = { ...metadata, commandId: idOf(`${number}/${fund}`) };
        const command = {
          ...({ type: 'ClawBack', cause: 'death', scheme, household, term: Number(number), person } as const),
          ...{ unearnedMonths, months: wholeMonths(period), clawedBackOn: diedOn },
        };
        decided = (await this.clawBack(fund, command, by)) ?? decided;
      }
    }
    return decided;
  }

  /** Most contracts keep what was granted: that is no failure here. */
  private async clawBack(fund: string, command: ClawBackCommand, metadata: Metadata): Promise<Decided | null> {
    const streams = { fund: fundStream(fund), household: householdStream(command.household) };
    try {
      return await this.decisions.decideJointly('subsidies', streams, reservationDecider, command, metadata);
    } catch (error) {
      if (error instanceof CommandRefused && error.refusal.reason === ReservationReason.clawbackNotAgreed) return null;
      throw error;
    }
  }
}
