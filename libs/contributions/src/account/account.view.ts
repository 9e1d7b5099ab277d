import { type Currency, type Day, type Minor, sum } from '#kernel';
import {
  contributionsOf,
  creditOf,
  type OpenAccount,
  outstandingOf,
  owedOf,
  ownDueOf,
  type OwnedDue,
  paidOf,
  refundedOf,
  toRefundOf,
  broughtInOf,
  type Term,
} from './account.state.js';

export type TermStatus =
  'unpaid' | 'waiting-for-subsidy' | 'entitled' | 'suspended' | 'carried-elsewhere' | 'lapsed' | 'cancelled';

/** @unit minor units. `memberShare`, `subsidy` and `waived` add up to `gross`; `subsidyGranted`: what of it the fund set aside. */
export interface TermView {
  readonly term: number;
  readonly status: TermStatus;
  readonly plan: string | null;
  readonly persons: readonly string[];
  readonly gross: Minor;
  readonly subsidy: Minor;
  readonly subsidyGranted: Minor;
  readonly memberShare: Minor;
  readonly waived: Minor;
  readonly threshold: Minor;
  readonly paid: Minor;
  readonly outstanding: Minor;
  readonly metOn: Day | null;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly balanceDueOn: Day | null;
  readonly suspendedFrom: Day | null;
}

/** An account as staff and members read it. @unit minor units of `currency` */
export interface AccountView {
  readonly household: string;
  readonly scheme: string;
  readonly product: string;
  readonly currency: Currency | null;
  readonly due: Minor;
  readonly paid: Minor;
  readonly outstanding: Minor;
  readonly credit: Minor;
  /** Credit given back. */
  readonly refunded: Minor;
  /** What of the credit waits to be given back; absent while nothing does. */
  readonly toRefund?: Minor;
  /** What went to other households or schemes with who moved, and what came so; absent while nobody moved. */
  readonly carriedOut?: Minor;
  readonly broughtIn?: Minor;
  readonly joiningFee: { readonly due: Minor; readonly paid: Minor };
  readonly terms: readonly TermView[];
}

const total = (dues: readonly OwnedDue[], amount: (due: OwnedDue) => Minor): Minor => sum(dues.map(amount));

/** What the household was asked for in all, what it paid of it, what it still owes, and what it paid ahead. */
export const totalsOf = (account: OpenAccount): Pick<AccountView, 'due' | 'paid' | 'outstanding' | 'credit'> => {
  const [due, paid] = [total(account.dues, owedOf), total(account.dues, paidOf)];
  return { due, paid, outstanding: due - paid, credit: creditOf(account) };
};

export const viewOf = (account: OpenAccount): AccountView => {
  const { household, scheme, product, currency, dues, terms } = account;
  const fees = dues.filter(({ what }) => what === 'joining-fee');
  return {
    ...{ household, scheme, product, currency },
    ...totalsOf(account),
    refunded: refundedOf(account),
    ...movedOf(account),
    joiningFee: { due: total(fees, owedOf), paid: total(fees, paidOf) },
    terms: terms.map(term => viewOfTerm(account, term)),
  };
};

const movedOf = (account: OpenAccount): Pick<AccountView, 'toRefund' | 'carriedOut' | 'broughtIn'> => {
  const toRefund = toRefundOf(account);
  const [out, brought] = [sum((account.carriedOut ?? []).map(one => one.amount)), broughtInOf(account)];
  return {
    ...(toRefund === 0 ? {} : { toRefund }),
    ...(out === 0 ? {} : { carriedOut: out }),
    ...(brought === 0 ? {} : { broughtIn: brought }),
  };
};

const viewOfTerm = (account: OpenAccount, term: Term): TermView => {
  const dues = contributionsOf(account, term.term);
  const own = ownDueOf(account, term.term);
  return {
    term: term.term,
    status: statusOf(term, own, dues),
    plan: term.plan?.version ?? null,
    persons: [...dues.flatMap(({ persons }) => persons), ...term.carried],
    gross: total(dues, ({ gross }) => gross),
    subsidy: total(dues, ({ gross, memberShare, waived = 0 }) => gross - memberShare - waived),
    waived: total(dues, ({ waived = 0 }) => waived),
    subsidyGranted: total(dues, ({ subsidy, carried }) => (carried ? 0 : (subsidy?.granted ?? 0))),
    memberShare: total(dues, ({ memberShare }) => memberShare),
    threshold: total(dues, ({ threshold }) => threshold),
    paid: total(dues, paidOf),
    outstanding: total(dues, outstandingOf),
    metOn: own?.metOn ?? null,
    from: term.period?.from ?? null,
    to: term.period?.to ?? null,
    balanceDueOn: term.balanceDueOn,
    suspendedFrom: term.suspendedFrom,
  };
};

const statusOf = (term: Term, own: OwnedDue | undefined, dues: readonly OwnedDue[]): TermStatus => {
  if (term.status !== 'raised') return term.status;
  if (term.suspendedFrom !== null) return 'suspended';
  if (own && own.metOn !== null) return 'entitled';
  const paidEnough = own !== undefined && paidOf(own) >= own.threshold;
  return paidEnough && dues.some(({ subsidy }) => subsidy && !subsidy.final) ? 'waiting-for-subsidy' : 'unpaid';
};
