import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Answer, CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { refuse, type StatesByStream } from '#kernel';
import { householdFold } from '../household/household.state.js';
import { fundStream } from './decide-fund.js';
import { openTermOf } from './fund.state.js';
import type { ReservationCommand } from './reservation.commands.js';
import { reservationDecider } from './reservation.decider.js';
import { ReservationReason } from './reservation.reasons.js';
import type { ReservationStreams } from './reservation.streams.js';

export const householdStream = (household: string): string => `subsidies.household-${household}`;

/** `new DecideReservation({ type: 'ReleaseReservation', scheme, household, term, releasedOn }, by)` */
export class DecideReservation extends Command<Decided> {
  constructor(
    readonly command: ReservationCommand,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

/** The same, of what happened to a household's dues: most households have no subsidy, and nothing is to be done. */
export class FollowDues extends Command<Decided | null> {
  constructor(
    readonly command: ReservationCommand,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideReservation)
export class DecideReservationHandler implements ICommandHandler<DecideReservation> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ command, metadata }: DecideReservation): Promise<Decided> {
    const { household, term } = command;
    const fund = await fundOf(this.decisions, command);
    if (fund === null) throw new CommandRefused(refuse(ReservationReason.unknown, { household, term }, 'notFound'));
    return decide(this.decisions, fund, command, metadata);
  }
}

@CommandHandler(FollowDues)
export class FollowDuesHandler implements ICommandHandler<FollowDues> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ command, metadata }: FollowDues): Promise<Decided | null> {
    const fund = await fundOf(this.decisions, command);
    return fund === null ? null : decide(this.decisions, fund, command, metadata);
  }
}

/** Requests name their fund; for the rest the household's stream knows it. */
const fundOf = async (decisions: Decisions, command: ReservationCommand): Promise<string | null> => {
  if (command.type === 'RequestSubsidy') return command.fund;
  const { terms } = await decisions.stateOf('subsidies', householdStream(command.household), householdFold);
  return terms[command.term]?.fund ?? null;
};

const decide = (
  decisions: Decisions,
  fund: string,
  command: ReservationCommand,
  metadata: Metadata,
): Promise<Decided> => {
  const streams = { fund: fundStream(fund), household: householdStream(command.household) };
  return decisions.decideJointly('subsidies', streams, reservationDecider, command, metadata, {
    answer: after => answerOf(command, after),
  });
};

/** Where the household's term stands now. */
const answerOf = (command: ReservationCommand, { fund, household }: StatesByStream<ReservationStreams>): Answer => {
  const asked = household.terms[command.term];
  const standing = fund.status === 'open' ? openTermOf(fund, command)?.standing : undefined;
  return {
    body: {
      fund: asked?.fund ?? null,
      household: command.household,
      term: command.term,
      amount: standing?.total ?? asked?.amount ?? 0,
      served: standing?.served ?? asked?.persons ?? 0,
      waiting: standing?.waiting ?? 0,
      reason: asked?.reason ?? null,
    },
  };
};
