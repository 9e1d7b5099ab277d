import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Answer, CommandRefused, type Decided, Decisions, type Metadata, uuid5In } from '#eventstore';
import { refuse, type StatesByStream } from '#kernel';
import { cofundingFold, cofundingStream, fundsOn } from '../cofunding/cofunding.state.js';
import { fundsOf, householdFold, householdStream } from '../household/household.state.js';
import { twinHouseholds } from '../household/twins.rule.js';
import { fundStream, openTermOf } from './fund.state.js';
import type { ReservationCommand } from './reservation.commands.js';
import { reservationDecider } from './reservation.decider.js';
import { ReservationReason } from './reservation.reasons.js';
import type { ReservationStreams } from './reservation.streams.js';
import { requestWithTwins, twinName } from './with-twins.js';

type Request = Extract<ReservationCommand, { type: 'RequestSubsidy' }>;
type Followed = Exclude<ReservationCommand, Request>;

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
    readonly command: Followed,
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
    const decided =
      command.type === 'RequestSubsidy'
        ? await request(this.decisions, command, metadata)
        : await follow(this.decisions, command, metadata);
    if (!decided) throw new CommandRefused(refuse(ReservationReason.unknown, { household, term }, 'notFound'));
    return decided;
  }
}

@CommandHandler(FollowDues)
export class FollowDuesHandler implements ICommandHandler<FollowDues> {
  constructor(private readonly decisions: Decisions) {}

  execute({ command, metadata }: FollowDues): Promise<Decided | null> {
    return follow(this.decisions, command, metadata);
  }
}

/** Asks the fund that is named; where several carry together, each in turn for what those before it leave. */
const request = async (decisions: Decisions, command: Request, metadata: Metadata): Promise<Decided> => {
  const { fund: name, persons, perPerson, currency, requestedOn } = command;
  const funds = fundsOn(await decisions.stateOf('subsidies', cofundingStream(name), cofundingFold), requestedOn);
  const twins = twinHouseholds(
    await decisions.latestStateOf('subsidies', householdStream(command.household), householdFold),
  );
  const ask = (fund: string, asked: Request, by: Metadata) =>
    twins.length === 0 ? decide(decisions, fund, asked, by) : decideWithTwins(decisions, fund, twins, asked, by);
  if (!funds) return ask(name, command, metadata);
  const cofunded = { cofunding: name, funds, currency, asked: persons * perPerson };
  return (await inTurn(funds, metadata, (fund, by) => ask(fund, { ...command, fund, cofunded }, by)))!;
};

/** What happens to a term happens to all funds that carry it: the household's stream knows them. Null when none does. */
const follow = async (decisions: Decisions, command: Followed, metadata: Metadata): Promise<Decided | null> => {
  const { terms } = await decisions.latestStateOf('subsidies', householdStream(command.household), householdFold);
  return inTurn(fundsOf(terms[command.term]), metadata, (fund, by) => decide(decisions, fund, command, by));
};

/** The first under the request's own id, the others under ids that follow from it. @returns what the last decided */
const inTurn = async (
  funds: readonly string[],
  metadata: Metadata,
  decideOn: (fund: string, by: Metadata) => Promise<Decided>,
): Promise<Decided | null> => {
  const idOf = uuid5In(metadata.commandId);
  let decided: Decided | null = null;
  for (const [index, fund] of funds.entries())
    decided = await decideOn(fund, index === 0 ? metadata : { ...metadata, commandId: idOf(fund) });
  return decided;
};

const decide = (
  decisions: Decisions,
  fund: string,
  command: ReservationCommand,
  metadata: Metadata,
): Promise<Decided> => {
  const streams = { fund: fundStream(fund), household: householdStream(command.household) };
  return decisions.decideJointly('subsidies', streams, reservationDecider, command, metadata, {
    answer: after => answerOf(fund, command, after),
  });
};

const decideWithTwins = (
  decisions: Decisions,
  fund: string,
  twins: readonly string[],
  command: Request,
  metadata: Metadata,
): Promise<Decided> => {
  const beside = Object.fromEntries(twins.map(household => [twinName(household), householdStream(household)]));
  const streams = { fund: fundStream(fund), household: householdStream(command.household), ...beside };
  return decisions.decideJointly('subsidies', streams, requestWithTwins(twins), command, metadata, {
    answer: after => answerOf(fund, command, after),
  });
};

/** Where the household's term stands now with this fund. */
const answerOf = (
  name: string,
  command: ReservationCommand,
  { fund, household }: StatesByStream<ReservationStreams>,
): Answer => {
  const asked = household.terms[command.term];
  const carrier = asked?.carriers[name];
  const standing = fund.status === 'open' ? openTermOf(fund, command)?.standing : undefined;
  return {
    body: {
      fund: carrier?.asked ? name : null,
      household: command.household,
      term: command.term,
      amount: standing?.total ?? carrier?.amount ?? 0,
      served: standing?.served ?? carrier?.persons ?? 0,
      waiting: standing?.waiting ?? 0,
      reason: asked?.reason ?? null,
    },
  };
};
