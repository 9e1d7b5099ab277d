import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import { type Day, dayIn } from '#kernel';
import type { StatementLine } from '#platform';
import { accountStream } from '../account.state.js';
import { contextOf } from '../decide-account.js';
import { receiptStream } from '../../receipt/receipt.state.js';
import { assignDecider, numberOf, reopenDecider } from './assign.js';
import { Statements } from './decide-statement.js';
import type { AssignSuspense, ReopenSuspense, WalletRequest } from './wallet.commands.js';
import { walletDecider } from './wallet.decider.js';
import { itemOf, walletFold, type WalletState, walletStream } from './wallet.state.js';
import { viewOfWallet, type WalletView } from './wallet.view.js';

type OfHousehold = (AssignSuspense | ReopenSuspense) & { readonly household: string };
type Asked =
  | WalletRequest
  | OfHousehold
  | { readonly type: 'CompareStatement'; readonly day: Day; readonly lines?: readonly StatementLine[] };

/** `new DecideWallet({ type: 'CompareStatement', day: '2025-06-02' }, by)`: of the scheme that `by` names. */
export class DecideWallet extends Command<Decided> {
  constructor(
    readonly request: Asked,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

const answer = ({ wallet }: { readonly wallet: WalletState }) => ({ body: viewOfWallet(wallet) });

@CommandHandler(DecideWallet)
export class DecideWalletHandler implements ICommandHandler<DecideWallet> {
  constructor(
    private readonly decisions: Decisions,
    private readonly statements: Statements,
  ) {}

  execute({ request, metadata }: DecideWallet): Promise<Decided> {
    const { scheme, actor, recordedAt } = metadata;
    switch (request.type) {
      case 'CompareStatement':
        return this.statements.compare(scheme, request.day, request.lines, metadata);
      case 'AssignSuspense':
        return this.assign(request, metadata);
      case 'ReopenSuspense':
        return this.reopen(request, metadata);
      case 'ReturnSuspense':
      case 'ExplainMissing': {
        const command = { ...request, scheme, actor: actor.id, recordedOn: dayIn('UTC', recordedAt) };
        return this.decisions.decide('contributions', walletStream(scheme), walletDecider, command, metadata, {
          answer: ({ self }) => ({ body: viewOfWallet(self) }),
        });
      }
    }
  }

  private async assign(request: AssignSuspense & { readonly household: string }, metadata: Metadata): Promise<Decided> {
    const { scheme } = metadata;
    const { household, item } = request;
    const wallet = await this.decisions.latestStateOf('contributions', walletStream(scheme), walletFold);
    const receipt = numberOf(itemOf(wallet, item) ?? { item, assigned: 0 });
    const context = await contextOf(this.decisions, household, metadata);
    const streams = {
      ...{ account: accountStream(household), number: receiptStream(scheme, receipt), wallet: walletStream(scheme) },
    };
    const command = { ...request, ...context, receipt };
    return this.decisions.decideJointly('contributions', streams, assignDecider, command, metadata, { answer });
  }

  private async reopen(request: ReopenSuspense & { readonly household: string }, metadata: Metadata): Promise<Decided> {
    const { household } = request;
    const streams = { account: accountStream(household), wallet: walletStream(metadata.scheme) };
    const command = { ...request, ...(await contextOf(this.decisions, household, metadata)) };
    return this.decisions.decideJointly('contributions', streams, reopenDecider, command, metadata, { answer });
  }
}

/** A scheme's account at its operator: what is in suspense, and what is missing. */
export class Wallet extends Query<WalletView> {
  constructor(
    readonly scheme: string,
    readonly every: boolean,
  ) {
    super();
  }
}

@QueryHandler(Wallet)
export class WalletHandler implements IQueryHandler<Wallet> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ scheme, every }: Wallet): Promise<WalletView> {
    const wallet = await this.decisions.latestStateOf('contributions', walletStream(scheme), walletFold);
    return viewOfWallet(wallet, every);
  }
}
