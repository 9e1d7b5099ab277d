import { type Currency, type Day, type Minor, ratioOf } from '#kernel';
import { instalmentsOf, leftOf, type Loan, type LoansState, repaidOf } from './loan.state.js';

/** A loan as the household is shown it: what it costs in all, before anything else. @unit minor units of `currency` */
export interface LoanView {
  readonly loan: string;
  readonly lender: string;
  readonly agreement: string;
  readonly status: 'agreed' | 'running' | 'late' | 'defaulted' | 'repaid' | 'revoked';
  readonly currency: Currency;
  readonly principal: Minor;
  readonly cost: Minor;
  /** Cost of principal, in per cent with one decimal, rounded up. */
  readonly costPercent: number;
  readonly toRepay: Minor;
  readonly repaid: Minor;
  readonly left: Minor;
  readonly disbursedOn: Day | null;
  readonly instalments: readonly {
    readonly dueOn: Day;
    readonly amount: Minor;
    readonly open: Minor;
    readonly late: boolean;
  }[];
}

export const viewOfLoans = ({ loans }: LoansState, scheme: string, asOf: Day): readonly LoanView[] =>
  loans.filter(({ agreed }) => agreed.scheme === scheme).map(loan => viewOf(loan, asOf));

const viewOf = (loan: Loan, asOf: Day): LoanView => {
  const { loan: id, lender, agreement, currency, principal, cost } = loan.agreed;
  const runs = leftOf(loan) > 0;
  // The day itself is still in time.
  const instalments = instalmentsOf(loan).map(one => ({ ...one, late: runs && one.open > 0 && one.dueOn < asOf }));
  return {
    ...{ loan: id, lender, agreement, currency, principal, cost, instalments, disbursedOn: loan.disbursedOn },
    status: statusOf(
      loan,
      runs,
      instalments.some(({ late }) => late),
    ),
    costPercent: ratioOf(cost, 1_000, principal, 'up') / 10,
    toRepay: principal + cost,
    repaid: repaidOf(loan),
    left: leftOf(loan),
  };
};

const statusOf = ({ status }: Loan, runs: boolean, late: boolean): LoanView['status'] => {
  if (status === 'agreed' || status === 'revoked') return status;
  if (!runs) return 'repaid';
  return status === 'defaulted' ? 'defaulted' : late ? 'late' : 'running';
};
