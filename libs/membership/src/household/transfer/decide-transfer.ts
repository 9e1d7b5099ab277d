import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { type Day, dayIn, refuse } from '#kernel';
import { householdStream } from '../decide-household.js';
import { householdDecider } from '../household.decider.js';
import type { HouseholdEvent } from '../household.events.js';
import type { HouseholdState } from '../household.state.js';
import { identitiesIn } from '../identities.js';
import type { Relation } from '../household.types.js';
import { productStream } from '../../product/decide-product.js';
import { productDecider } from '../../product/product.decider.js';
import { registeredScheme, schemeStream } from '../../scheme/decide-scheme.js';
import { schemeDecider } from '../../scheme/scheme.decider.js';
import { SchemeReason } from '../../scheme/scheme.reasons.js';
import { forbids, type Standing } from '../../scheme/standing.js';
import { receiveTransferDecider } from './receive-transfer.decider.js';
import { transferOutDecider } from './transfer-out.decider.js';
import { type TransferState, transferStream } from './transfer.state.js';

/** What both schemes are told: ids and days. */
const told = ({ transfer }: { readonly transfer: TransferState }) => {
  if (transfer.status === 'none') return { body: null };
  const { identities: _, ...known } = transfer;
  return { body: known };
};

export class TransferPersons extends Command<Decided> {
  constructor(
    readonly household: string,
    readonly request: {
      readonly transfer: string;
      readonly toScheme: string;
      readonly persons: readonly string[];
      readonly on: Day;
      readonly approvedBy?: string;
    },
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(TransferPersons)
export class TransferPersonsHandler implements ICommandHandler<TransferPersons> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ household, request, metadata }: TransferPersons): Promise<Decided> {
    const { scheme, actor, recordedAt } = metadata;
    const { timezone } = await registeredScheme(this.decisions, scheme);
    const receiving = await this.decisions.stateOf('membership', schemeStream(request.toScheme), schemeDecider);
    const streams = { household: householdStream(household), transfer: transferStream(request.transfer) };
    const history = await this.decisions.history<HouseholdEvent>('membership', streams.household);
    const command = {
      ...request,
      ...{ scheme, actor: actor.id, rules: [], recordedOn: dayIn(timezone, recordedAt) },
      toSchemeKnown: receiving.status === 'registered',
      identities: identitiesIn(history),
    };
    return this.decisions.decideJointly('membership', streams, transferOutDecider, command, metadata, {
      answer: told,
      fresh: ['transfer'],
    });
  }
}

export class ReceiveTransfer extends Command<Decided> {
  constructor(
    readonly transfer: string,
    readonly request: {
      readonly household: string;
      readonly product: string;
      readonly section: string;
      readonly policyholder?: string;
      readonly relations: Readonly<Record<string, Relation>>;
    },
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(ReceiveTransfer)
export class ReceiveTransferHandler implements ICommandHandler<ReceiveTransfer> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ transfer, request, metadata }: ReceiveTransfer): Promise<Decided> {
    const { scheme, actor, recordedAt } = metadata;
    const { timezone, sections, status } = await registeredScheme(this.decisions, scheme);
    const streams = { household: householdStream(request.household), transfer: transferStream(transfer) };
    const known = await this.decisions.stateOf('membership', streams.household, householdDecider);
    const product = productOf(known) ?? request.product;
    const { versions } = await this.decisions.stateOf('membership', productStream(scheme, product), productDecider);
    const command = {
      ...request,
      ...{ scheme, actor: actor.id, rules: versions, recordedOn: dayIn(timezone, recordedAt) },
      sectionOpen: Object.hasOwn(sections, request.section),
    };
    const decider = forbids(status, 'ReceiveTransfer') ? takesNobodyIn(status) : receiveTransferDecider;
    return this.decisions.decideJointly('membership', streams, decider, command, metadata, {
      answer: told,
    });
  }
}

const takesNobodyIn = (standing: Standing): typeof receiveTransferDecider => ({
  ...receiveTransferDecider,
  decide: () => refuse(SchemeReason.standingForbids, { standing, act: 'ReceiveTransfer' }),
});

const productOf = (household: HouseholdState): string | null =>
  household.status === 'none' ? null : household.product;
