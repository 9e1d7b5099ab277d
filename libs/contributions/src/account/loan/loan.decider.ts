import {
  accept,
  type Currency,
  type Day,
  type Decider,
  type Decision,
  type Minor,
  nothingToDo,
  refuse,
  sum,
  unreachable,
} from '#kernel';
import { AccountReason } from '../account.reasons.js';
import type { LoanEvent, LoanInstalment } from './loan.events.js';
import { LoanReason } from './loan.reasons.js';
import {
  lastDayBeforeDefault,
  leftOf,
  type Loan,
  loanOf,
  loansFold,
  type LoansState,
  oldestUnpaid,
} from './loan.state.js';

export interface LoanContext {
  readonly scheme: string;
  readonly household: string;
  readonly loan: string;
  readonly recordedOn: Day;
  readonly actor: string;
}

export type LoanRequest =
  | {
      readonly type: 'AgreeLoan';
      readonly lender: string;
      readonly agreement: string;
      readonly principal: Minor;
      readonly cost: Minor;
      readonly instalments: readonly LoanInstalment[];
      readonly agreedOn: Day;
      readonly defaultAfterDays: number;
      readonly approvedBy: string;
      /** What the household owes; null where it has no account here. */
      readonly account: {
        readonly scheme: string;
        readonly currency: Currency | null;
        readonly outstanding: Minor;
      } | null;
    }
  | { readonly type: 'RecordRepayment'; readonly repayment: string; readonly amount: Minor; readonly paidOn: Day }
  | { readonly type: 'DeclareDefault'; readonly on: Day; readonly decision: string; readonly approvedBy: string };

export type LoanCommand = LoanRequest & LoanContext;
type Of<Type extends LoanRequest['type']> = Extract<LoanRequest, { type: Type }> & LoanContext;
type Outcome = Decision<LoanEvent, LoanReason | AccountReason>;

/** Premium loans: agreed, repaid, in default. The money itself comes with a receipt: disburse-loan.ts. */
export const loanDecider: Decider<LoanCommand, LoanEvent, LoansState, LoanReason | AccountReason> = {
  ...loansFold,

  decide(command, state) {
    if (command.type === 'AgreeLoan') return agree(command, state);
    const known = loanOf(state, command.scheme, command.loan);
    if (!known) return unknownLoan(command);
    switch (command.type) {
      case 'RecordRepayment':
        return repay(command, known);
      case 'DeclareDefault':
        return fail(command, known);
      default:
        return unreachable(command);
    }
  },
};

export const unknownLoan = ({ loan }: LoanContext) => refuse(LoanReason.unknown, { loan }, 'notFound');

export const ofLoan = ({ household, scheme, loan }: LoanContext) => ({ household, scheme, loan });

/**
 * @refuses contributions.account.unknown
 * @refuses contributions.loan.number_taken        the same agreement again changes nothing
 * @refuses contributions.loan.cost_hidden         instalments are not principal and cost, to the franc
 * @refuses contributions.loan.instalments_unfit   not one after the other, or not after the agreement
 * @refuses contributions.loan.another_open        one at a time, and none after a default that is not repaid
 * @refuses contributions.loan.above_outstanding
 * @refuses contributions.loan.wrong_day
 * @refuses contributions.loan.second_person
 */
const agree = (command: Of<'AgreeLoan'>, state: LoansState): Outcome => {
  const { household, scheme, loan, account, principal, cost, instalments, agreedOn, recordedOn } = command;
  const { lender, agreement, defaultAfterDays, approvedBy } = command;
  if (account?.scheme !== scheme) return refuse(AccountReason.unknown, { household }, 'notFound');
  const known = loanOf(state, scheme, loan)?.agreed;
  if (known) {
    const same = known.lender === lender && known.principal === principal && known.cost === cost;
    return same ? nothingToDo : refuse(LoanReason.taken, { loan });
  }
  const repaid = sum(instalments.map(({ amount }) => amount));
  if (repaid !== principal + cost)
    return refuse(LoanReason.costHidden, { principal, cost, instalments: repaid }, 'unprocessable');
  if (!instalments.every(({ dueOn }, index) => dueOn > (instalments[index - 1]?.dueOn ?? agreedOn)))
    return refuse(LoanReason.instalmentsUnfit, { agreedOn }, 'unprocessable');
  const open = state.loans.find(one => one.status === 'agreed' || leftOf(one) > 0);
  if (open) return refuse(LoanReason.another, { loan: open.agreed.loan });
  const { currency, outstanding } = account;
  if (currency === null) return refuse(AccountReason.noPlanInForce, { household });
  if (principal > outstanding) return refuse(LoanReason.aboveOutstanding, { principal, outstanding }, 'unprocessable');
  if (agreedOn > recordedOn) return refuse(LoanReason.wrongDay, { agreedOn, today: recordedOn }, 'unprocessable');
  if (approvedBy === command.actor) return refuse(LoanReason.secondPerson, { approvedBy }, 'forbidden');
  return accept({
    type: 'contributions.LoanAgreed',
    version: 1,
    effectiveAt: agreedOn,
    data: {
      ...{ ...ofLoan(command), lender, agreement, principal, cost, currency, agreedOn, defaultAfterDays, approvedBy },
      instalments: instalments.map(({ dueOn, amount }) => ({ dueOn, amount })),
    },
  });
};

/**
 * @refuses contributions.loan.number_taken
 * @refuses contributions.loan.not_there    before the money came, or once revoked
 * @refuses contributions.loan.above_left
 * @refuses contributions.loan.wrong_day
 */
const repay = (command: Of<'RecordRepayment'>, loan: Loan): Outcome => {
  const { repayment, amount, paidOn, recordedOn } = command;
  const known = loan.repayments.find(one => one.repayment === repayment);
  if (known) {
    const same = known.amount === amount && known.paidOn === paidOn;
    return same ? nothingToDo : refuse(LoanReason.taken, { repayment });
  }
  const { disbursedOn, status } = loan;
  if (disbursedOn === null || status === 'revoked') return refuse(LoanReason.notThere, { status });
  const left = leftOf(loan);
  if (amount > left) return refuse(LoanReason.aboveLeft, { amount, left }, 'unprocessable');
  if (paidOn > recordedOn || paidOn < disbursedOn)
    return refuse(LoanReason.wrongDay, { paidOn, since: disbursedOn, today: recordedOn }, 'unprocessable');
  return accept({
    type: 'contributions.LoanRepaid',
    version: 1,
    effectiveAt: paidOn,
    data: { ...ofLoan(command), repayment, amount, paidOn, left: left - amount },
  });
};

/**
 * @refuses contributions.loan.not_there     nothing is unpaid
 * @refuses contributions.loan.wrong_day
 * @refuses contributions.loan.only_late     the last of the days agreed on is not a default yet
 * @refuses contributions.loan.second_person
 */
const fail = (command: Of<'DeclareDefault'>, loan: Loan): Outcome => {
  const { on, decision, approvedBy, actor, recordedOn } = command;
  if (loan.status === 'defaulted') return nothingToDo;
  const [since, last] = [oldestUnpaid(loan), lastDayBeforeDefault(loan)];
  if (since === null || last === null) return refuse(LoanReason.notThere, { status: loan.status });
  if (on > recordedOn) return refuse(LoanReason.wrongDay, { on, today: recordedOn }, 'unprocessable');
  if (on <= last) return refuse(LoanReason.onlyLate, { since, last });
  if (approvedBy === actor) return refuse(LoanReason.secondPerson, { approvedBy }, 'forbidden');
  return accept({
    type: 'contributions.LoanDefaulted',
    version: 1,
    effectiveAt: on,
    data: { ...ofLoan(command), on, since, left: leftOf(loan), decision, approvedBy },
  });
};
