import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { receiptStream } from '../receipt/receipt.state.js';
import { bookletFold, bookletOf, bookletStream } from '../booklet/booklet.state.js';
import { tillStream } from '../till/till.state.js';
import type { RecordReceipt } from './account.commands.js';
import { type AccountState, accountStream } from './account.state.js';
import { receiptAtTillDecider } from './at-till.js';
import { contextOf, told } from './decide-account.js';
import { receiptDecider } from './record-receipt.js';

/** `new DecideReceipt('H0', { type: 'RecordReceipt', receipt: 'R1', amount: 15_000, … }, by)` */
export class DecideReceipt extends Command<Decided> {
  constructor(
    readonly household: string,
    readonly request: RecordReceipt,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideReceipt)
export class DecideReceiptHandler implements ICommandHandler<DecideReceipt> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ household, request, metadata }: DecideReceipt): Promise<Decided> {
    const { scheme } = metadata;
    const context = await contextOf(this.decisions, household, metadata);
    const printed = await this.decisions.stateOf('contributions', bookletStream(scheme), bookletFold);
    const command = { ...request, ...context, booklet: bookletOf(printed, request.receipt) };
    const streams = { account: accountStream(household), number: receiptStream(scheme, request.receipt) };
    const answer = ({ account }: { readonly account: AccountState }) => ({ body: answerOf(request, account) });
    if (request.till === undefined)
      return this.decisions.decideJointly('contributions', streams, receiptDecider, command, metadata, {
        fresh: ['number'],
        answer,
      });
    const withTill = { ...streams, till: tillStream(scheme, request.till) };
    return this.decisions.decideJointly('contributions', withTill, receiptAtTillDecider, command, metadata, {
      fresh: ['number'],
      answer,
    });
  }
}

/** What the receipt paid, due by due, and where the account stands with it. */
const answerOf = ({ receipt, amount }: RecordReceipt, account: AccountState): object | null => {
  if (account.status === 'none') return null;
  const allocations = account.dues
    .flatMap(({ parts }) => parts.filter(part => part.receipt === receipt))
    .map(part => ({ term: part.term, what: part.what, amount: part.amount }));
  return { receipt, amount, allocations, ...told(account) };
};
