import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Decided, Decisions, type Metadata } from '#eventstore';
import type { Day } from '#kernel';
import { accountFold } from '../account.evolve.js';
import { accountStream } from '../account.state.js';
import { contextOf } from '../decide-account.js';
import { receiptStream } from '../../receipt/receipt.state.js';
import {
  disburseDecider,
  type DisburseLoan,
  loanReceipt,
  owedBy,
  revokeDecider,
  type RevokeLoan,
} from './disburse-loan.js';
import { loanDecider, type LoanRequest } from './loan.decider.js';
import { loansFold, loansStream } from './loan.state.js';
import { type LoanView, viewOfLoans } from './loan.view.js';

type Asked =
  | Exclude<LoanRequest, { type: 'AgreeLoan' }>
  | Omit<Extract<LoanRequest, { type: 'AgreeLoan' }>, 'account'>
  | Omit<DisburseLoan, 'loan'>
  | Omit<RevokeLoan, 'loan'>;

/** `new DecideLoan('H0', 'P-1', { type: 'DisburseLoan', disbursedOn: '2025-01-05', … }, by)` */
export class DecideLoan extends Command<Decided> {
  constructor(
    readonly household: string,
    readonly loan: string,
    readonly request: Asked,
    readonly metadata: Metadata,
  ) {
    super();
  }
}

@CommandHandler(DecideLoan)
export class DecideLoanHandler implements ICommandHandler<DecideLoan> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ household, loan, request, metadata }: DecideLoan): Promise<Decided> {
    const context = await contextOf(this.decisions, household, metadata);
    const { scheme, recordedOn } = context;
    const loans = loansStream(household);
    const account = accountStream(household);
    const answer = ({ loans: state }: { readonly loans: Parameters<typeof viewOfLoans>[0] }) => ({
      body: { loans: viewOfLoans(state, scheme, recordedOn) },
    });
    switch (request.type) {
      case 'DisburseLoan': {
        const streams = { account, number: receiptStream(scheme, loanReceipt(loan)), loans };
        const command = { ...request, loan, ...context };
        return this.decisions.decideJointly('contributions', streams, disburseDecider, command, metadata, { answer });
      }
      case 'RevokeLoan': {
        const command = { ...request, loan, ...context };
        return this.decisions.decideJointly('contributions', { account, loans }, revokeDecider, command, metadata, {
          answer,
        });
      }
      default: {
        const asked = request.type === 'AgreeLoan' ? { ...request, account: await this.owed(household) } : request;
        const { actor } = context;
        const command = { ...asked, loan, household, scheme, recordedOn, actor };
        return this.decisions.decide('contributions', loans, loanDecider, command, metadata, {
          answer: ({ self }) => answer({ loans: self }),
        });
      }
    }
  }

  private async owed(household: string) {
    const account = await this.decisions.latestStateOf('contributions', accountStream(household), accountFold);
    if (account.status === 'none') return null;
    return { scheme: account.scheme, currency: account.currency, outstanding: owedBy(account) };
  }
}

export class Loans extends Query<readonly LoanView[]> {
  constructor(
    readonly scheme: string,
    readonly household: string,
    readonly asOf: Day,
  ) {
    super();
  }
}

@QueryHandler(Loans)
export class LoansHandler implements IQueryHandler<Loans> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ scheme, household, asOf }: Loans): Promise<readonly LoanView[]> {
    const state = await this.decisions.latestStateOf('contributions', loansStream(household), loansFold);
    return viewOfLoans(state, scheme, asOf);
  }
}
