import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { dayIn } from '#kernel';
import { type Plan, planFold, planOn, planStream } from '../plan/plan.state.js';
import { tillStream } from '../till/till.state.js';
import type { AccountRequest } from './account.commands.js';
import { accountDecider } from './account.decider.js';
import { accountFold } from './account.evolve.js';
import { type AccountState, accountStream } from './account.state.js';
import { accountAtTillDecider } from './at-till.js';
import { viewOf } from './account.view.js';

/** `new DecideAccount('H0', { type: 'VoidReceipt', receipt: 'R1', … }, by)`: of the scheme that `by` names. */
export class DecideAccount extends Command<Decided> {
  constructor(
    readonly household: string,
    readonly request: AccountRequest,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

/** Asked again later, it may be. */
export class AccountNotOpenYet extends Error {}

@CommandHandler(DecideAccount)
export class DecideAccountHandler implements ICommandHandler<DecideAccount> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ household, request, metadata }: DecideAccount): Promise<Decided> {
    const product = 'product' in request ? request.product : undefined;
    if (request.type === 'NoteBroughtIn') await this.opened(household);
    const context = await contextOf(this.decisions, household, metadata, product);
    const till = await this.tillOf(household, request);
    if (till !== undefined) {
      const streams = { account: accountStream(household), till: tillStream(metadata.scheme, till.id) };
      const command = { ...till.request, ...context };
      return this.decisions.decideJointly('contributions', streams, accountAtTillDecider, command, metadata, {
        answer: ({ account }) => ({ body: told(account) }),
      });
    }
    const command = { ...request, ...context };
    return this.decisions.decide('contributions', accountStream(household), accountDecider, command, metadata, {
      fresh: request.type === 'NoteEnrolment' ? ['self'] : [],
      answer: ({ self }) => ({ body: told(self) }),
    });
  }

  /** Messages about two households have no order: money that comes with somebody waits until theirs is known. */
  private async opened(household: string): Promise<void> {
    const account = await this.decisions.latestStateOf('contributions', accountStream(household), accountFold);
    if (account.status === 'none') throw new AccountNotOpenYet(household);
  }

  /** The till that cash is taken out of, if any: the one a refund names, or the one a void receipt's money lies in. */
  private async tillOf(household: string, request: AccountRequest) {
    if (request.type === 'RefundCredit') return request.till === undefined ? undefined : { id: request.till, request };
    if (request.type !== 'VoidReceipt') return undefined;
    const account = await this.decisions.stateOf('contributions', accountStream(household), accountFold);
    const receipts = account.status === 'none' ? [] : account.receipts;
    const till = receipts.find(({ receipt }) => receipt === request.receipt)?.till;
    return till === undefined ? undefined : { id: till, request };
  }
}

export const told = (account: AccountState): object | null => (account.status === 'none' ? null : viewOf(account));

/** What a decision on an account needs beside its own stream: the product's plans, and which day it is there. */
export const contextOf = async (
  decisions: Decisions,
  household: string,
  { scheme, actor, recordedAt }: Metadata,
  product?: string,
) => {
  const named = product ?? (await productOf(decisions, household));
  const plans: readonly Plan[] =
    named === null ? [] : (await decisions.stateOf('contributions', planStream(scheme, named), planFold)).versions;
  const zone = (planOn(plans, recordedAt.slice(0, 10)) ?? plans[0])?.timezone ?? 'UTC';
  return { scheme, household, actor: actor.id, recordedOn: dayIn(zone, recordedAt), plans };
};

const productOf = async (decisions: Decisions, household: string): Promise<string | null> => {
  const account = await decisions.latestStateOf('contributions', accountStream(household), accountFold);
  return account.status === 'none' ? null : account.product;
};
