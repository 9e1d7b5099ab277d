import { addDays, type Day, type Fold, type Minor, sum, unreachable } from '#kernel';
import type { LoanAgreed, LoanEvent } from './loan.events.js';

export interface Repayment {
  readonly repayment: string;
  readonly amount: Minor;
  readonly paidOn: Day;
}

export interface Loan {
  readonly agreed: LoanAgreed['data'];
  readonly status: 'agreed' | 'disbursed' | 'defaulted' | 'revoked';
  readonly receipt: string | null;
  readonly disbursedOn: Day | null;
  readonly repayments: readonly Repayment[];
}

/** Loans of one household, in the order they were agreed. */
export interface LoansState {
  readonly loans: readonly Loan[];
}

export const loansStream = (household: string): string => `contributions.loans-${household}`;

/** Another scheme's is nobody's here. */
export const loanOf = ({ loans }: LoansState, scheme: string, loan: string): Loan | undefined =>
  loans.find(({ agreed }) => agreed.loan === loan && agreed.scheme === scheme);

export const repaidOf = ({ repayments }: Loan): Minor => sum(repayments.map(({ amount }) => amount));

/** What the household still owes its lender, cost included; nothing before the money came. */
export const leftOf = (loan: Loan): Minor =>
  loan.status === 'agreed' || loan.status === 'revoked' ? 0 : loan.agreed.principal + loan.agreed.cost - repaidOf(loan);

/** Each instalment, and what of it is open: repayments pay the oldest first. */
export const instalmentsOf = (loan: Loan) => {
  let paid = repaidOf(loan);
  return loan.agreed.instalments.map(({ dueOn, amount }) => {
    const part = Math.min(paid, amount);
    paid -= part;
    return { dueOn, amount, open: amount - part };
  });
};

/** The day of the oldest instalment that is not paid; null when there is none. */
export const oldestUnpaid = (loan: Loan): Day | null =>
  leftOf(loan) === 0 ? null : (instalmentsOf(loan).find(({ open }) => open > 0)?.dueOn ?? null);

/** The last day on which an unpaid loan is only late; null while nothing is unpaid. */
export const lastDayBeforeDefault = (loan: Loan): Day | null => {
  const since = oldestUnpaid(loan);
  return since === null ? null : addDays(since, loan.agreed.defaultAfterDays);
};

export const loansFold: Fold<LoanEvent, LoansState> = {
  initialState: { loans: [] },

  evolve({ loans }, event) {
    if (event.type === 'contributions.LoanAgreed') {
      const agreed = event.data;
      return { loans: [...loans, { agreed, status: 'agreed', receipt: null, disbursedOn: null, repayments: [] }] };
    }
    const { loan } = event.data;
    return { loans: loans.map(one => (one.agreed.loan === loan ? changed(one, event) : one)) };
  },
};

const changed = (loan: Loan, event: Exclude<LoanEvent, LoanAgreed>): Loan => {
  switch (event.type) {
    case 'contributions.LoanDisbursed': {
      const { receipt, disbursedOn } = event.data;
      return { ...loan, status: 'disbursed', receipt, disbursedOn };
    }
    case 'contributions.LoanRepaid': {
      const { repayment, amount, paidOn } = event.data;
      return { ...loan, repayments: [...loan.repayments, { repayment, amount, paidOn }] };
    }
    case 'contributions.LoanDefaulted':
      return { ...loan, status: 'defaulted' };
    case 'contributions.LoanRevoked':
      return { ...loan, status: 'revoked' };
    default:
      return unreachable(event);
  }
};
