import { acceptIn, type Day, type JointDecider, nothingToDo, refuse, sum } from '#kernel';
import type { AccountContext } from '../account.commands.js';
import { accountDecider } from '../account.decider.js';
import type { AccountEvent } from '../account.events.js';
import { AccountReason } from '../account.reasons.js';
import { type AccountState, outstandingOf } from '../account.state.js';
import { receiptDecider, type ReceiptStreams } from '../record-receipt.js';
import { ofLoan, unknownLoan } from './loan.decider.js';
import type { LoanEvent, RevocationCause } from './loan.events.js';
import { LoanReason } from './loan.reasons.js';
import { loanOf, loansFold, type LoansState } from './loan.state.js';

interface LoansStream {
  readonly event: LoanEvent;
  readonly state: LoansState;
}
type Reason = LoanReason | AccountReason;

export interface DisburseLoan {
  readonly type: 'DisburseLoan';
  readonly loan: string;
  /** The bank's or the lender's. */
  readonly reference: string;
  readonly disbursedOn: Day;
  readonly approvedBy: string;
}

export interface RevokeLoan {
  readonly type: 'RevokeLoan';
  readonly loan: string;
  readonly because: RevocationCause;
  readonly on: Day;
  readonly approvedBy: string;
}

export const loanReceipt = (loan: string): string => `LOAN-${loan}`;

/**
 * The lender pays the scheme: loan, account and receipt number change together. It is a receipt like any other, of its
 * own day, and opens rights by what it pays.
 *
 * @refuses contributions.loan.unknown
 * @refuses contributions.loan.not_there         revoked
 * @refuses contributions.loan.wrong_day         before it was agreed
 * @refuses contributions.loan.above_outstanding the household paid part of it meanwhile: agree on less
 * @refuses contributions.loan.second_person and whatever the receipt is refused for
 */
export const disburseDecider: JointDecider<
  DisburseLoan & AccountContext,
  ReceiptStreams & { readonly loans: LoansStream },
  Reason
> = {
  folds: { ...receiptDecider.folds, loans: loansFold },

  decide(command, { loans, ...streams }) {
    const { loan, reference, disbursedOn, approvedBy, actor, scheme, household, recordedOn, plans } = command;
    const known = loanOf(loans, scheme, loan);
    if (!known) return unknownLoan(command);
    if (known.receipt !== null && known.status !== 'revoked') return nothingToDo;
    if (known.status !== 'agreed') return refuse(LoanReason.notThere, { status: known.status });
    const { agreedOn, principal } = known.agreed;
    if (disbursedOn < agreedOn) return refuse(LoanReason.wrongDay, { disbursedOn, agreedOn }, 'unprocessable');
    const outstanding = owedBy(streams.account);
    if (principal > outstanding) return refuse(LoanReason.aboveOutstanding, { principal, outstanding });
    if (approvedBy === actor) return refuse(LoanReason.secondPerson, { approvedBy }, 'forbidden');
    const receipt = loanReceipt(loan);
    const decision = receiptDecider.decide(
      {
        ...{ type: 'RecordReceipt', receipt, amount: principal, receivedOn: disbursedOn, approvedBy, from: 'bank' },
        ...{ household, scheme, actor, plans, recordedOn },
      },
      streams,
    );
    if (decision.outcome === 'refused') return decision;
    if (decision.outcome === 'nothingToDo') return refuse(AccountReason.numberTaken, { receipt });
    const data = { ...ofLoan(command), receipt, reference, disbursedOn, approvedBy };
    return acceptIn({
      ...decision.events,
      loans: [{ type: 'contributions.LoanDisbursed', version: 1, effectiveAt: disbursedOn, data }],
    });
  },
};

export const owedBy = (account: AccountState): number =>
  account.status === 'none' ? 0 : sum(account.dues.map(outstandingOf));

/**
 * There is no loan after all: money that had come goes back to the lender, its receipt is void, and rights it opened go.
 *
 * @refuses contributions.loan.unknown
 * @refuses contributions.loan.not_there     part of it was repaid: what is left is repaid, not undone
 * @refuses contributions.loan.wrong_day
 * @refuses contributions.loan.second_person and whatever voiding its receipt is refused for
 */
export const revokeDecider: JointDecider<
  RevokeLoan & AccountContext,
  { readonly account: { readonly event: AccountEvent; readonly state: AccountState }; readonly loans: LoansStream },
  Reason
> = {
  folds: { account: accountDecider, loans: loansFold },

  decide(command, { account, loans }) {
    const { loan, because, on, approvedBy, actor, scheme, household, recordedOn, plans } = command;
    const known = loanOf(loans, scheme, loan);
    if (!known) return unknownLoan(command);
    if (known.status === 'revoked') return nothingToDo;
    if (known.repayments.length > 0) return refuse(LoanReason.notThere, { status: known.status });
    const { receipt } = known;
    if (on > recordedOn || on < (known.disbursedOn ?? known.agreed.agreedOn))
      return refuse(LoanReason.wrongDay, { on, today: recordedOn }, 'unprocessable');
    if (approvedBy === actor) return refuse(LoanReason.secondPerson, { approvedBy }, 'forbidden');
    const data = { ...ofLoan(command), because, on, receipt, approvedBy };
    const revoked: LoanEvent = { type: 'contributions.LoanRevoked', version: 1, effectiveAt: on, data };
    if (receipt === null) return acceptIn({ loans: [revoked] });
    const decision = accountDecider.decide(
      {
        ...{ type: 'VoidReceipt', receipt, voidedOn: on, reason: because, from: 'bank' },
        ...{ household, scheme, recordedOn, actor, plans },
      },
      account,
    );
    if (decision.outcome !== 'accepted') return decision;
    return acceptIn({ account: decision.events, loans: [revoked] });
  },
};
