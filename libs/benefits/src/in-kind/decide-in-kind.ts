import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRefused, type Decided, Decisions, type Metadata } from '#eventstore';
import { refuse } from '#kernel';
import { answeringHousehold } from '../beneficiary/decide-household.js';
import { ClaimFacts } from '../claim/decide-claim-facts.js';
import { householdStream } from '../household/household.state.js';
import { type HandOver, handOverDecider } from './hand-over.decider.js';
import { InKindReason } from './in-kind.reasons.js';
import { type ReceiveStock, receiveStockDecider } from './receive-stock.decider.js';
import { stockStream } from './stock.state.js';

export type InKindRequest = ReceiveStock | Omit<HandOver, 'household' | 'package'>;

/** `new DecideInKind({ type: 'ReceiveStock', scheme, place, item: 'MILDA', quantity: 50, reference, receivedOn }, by)` */
export class DecideInKind extends Command<Decided> {
  constructor(
    readonly request: InKindRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideInKind)
export class DecideInKindHandler implements ICommandHandler<DecideInKind> {
  constructor(
    private readonly decisions: Decisions,
    private readonly facts: ClaimFacts,
  ) {}

  async execute({ request, metadata }: DecideInKind): Promise<Decided> {
    const { scheme, place, item } = request;
    const stock = stockStream(scheme, place);
    const body = (items: Readonly<Record<string, number>>) => ({ body: { place, item, left: items[item] ?? 0 } });
    if (request.type === 'ReceiveStock')
      return this.decisions.decide('benefits', stock, receiveStockDecider, request, metadata, {
        answer: ({ self: { items } }) => body(items),
      });
    const { person, handedOverOn } = request;
    const household = await answeringHousehold(
      this.decisions,
      { scheme, person, on: handedOverOn },
      ({ version: { inKind = [] } }) => inKind.some(given => given.item === item),
    );
    if (household === null) throw new CommandRefused(refuse(InKindReason.unknownPerson, { person }, 'notFound'));
    const governing = await this.facts.packageOn(scheme, person, household, handedOverOn);
    const command = { ...request, household, package: governing?.version ?? null };
    const streams = { stock, household: householdStream(household) };
    return this.decisions.decideJointly('benefits', streams, handOverDecider, command, metadata, {
      answer: ({ stock: { items } }) => body(items),
    });
  }
}
