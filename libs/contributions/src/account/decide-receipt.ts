import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { receiptStream } from '../receipt/receipt.state.js';
import type { RecordReceipt } from './account.commands.js';
import { type AccountState, accountStream } from './account.state.js';
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
    const command = { ...request, ...(await contextOf(this.decisions, household, metadata)) };
    const streams = { account: accountStream(household), number: receiptStream(metadata.scheme, request.receipt) };
    return this.decisions.decideJointly('contributions', streams, receiptDecider, command, metadata, {
      fresh: ['number'],
      answer: ({ account }) => ({ body: answerOf(request, account) }),
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
