import { type Currency, type Day, latest, type Minor, type Period, sum } from '#kernel';
import type { Plan } from '../plan/plan.state.js';
import type { DatedInstalment } from '../plan/schedule.state.js';
import type { Allocation, Call, Credit, Due, MovedMonths, NotCash } from './account.types.js';

/** A due and what became of it. */
export interface OwnedDue extends Due {
  readonly cancelled: boolean;
  /** Not asked: another register or a targeted subsidy carries it. */
  readonly carried: boolean;
  readonly parts: readonly Allocation[];
  /** Date of the deciding receipt while this due gives rights; null while it does not. */
  readonly metOn: Day | null;
}

export interface Term {
  readonly term: number;
  /** Null for a term carried elsewhere before any dues of it were raised. */
  readonly plan: Plan | null;
  readonly status: 'raised' | 'carried-elsewhere' | 'lapsed' | 'cancelled';
  /** Persons in the household who owe nothing of their own. */
  readonly carried: readonly string[];
  readonly period: Period | null;
  /** Whether payment opened rights at any time. */
  readonly wasOpened: boolean;
  readonly balanceDueOn: Day | null;
  /** Parts that fall due one after the other; absent where the balance is due in one sum. */
  readonly instalments?: readonly DatedInstalment[];
  /** From when the next term may be paid; the day after the period where nobody said. */
  readonly renewalOpensOn?: Day;
  readonly suspendedFrom: Day | null;
  readonly resumedFrom: Day | null;
}

export interface RecordedReceipt {
  readonly receipt: string;
  readonly amount: Minor;
  readonly receivedOn: Day;
  readonly voidedOn: Day | null;
  readonly till?: string;
  /** Absent: it was cash. */
  readonly from?: NotCash;
}

/** Credit given back. `parts`: of which receipts. */
export interface Refund {
  readonly refund: string;
  readonly amount: Minor;
  readonly paidOn: Day;
  readonly parts: readonly Credit[];
}

/** Contributions, and credit where nobody stayed, that went to another household or scheme. @unit minor units */
export interface CarriedOut {
  readonly transfer: string;
  readonly amount: Minor;
  /** What of it the members had paid, the rest being a fund's: receipts it is of. */
  readonly ofReceipts: readonly Credit[];
}

/** Contributions, and credit, that came with persons from another household or scheme. @unit minor units */
export interface BroughtIn {
  readonly transfer: string;
  readonly on: Day;
  readonly persons: readonly MovedMonths[];
  readonly credit: Minor;
}

export interface OpenAccount {
  readonly status: 'open';
  readonly household: string;
  readonly scheme: string;
  readonly product: string;
  /** Null until the first dues are raised. */
  readonly currency: Currency | null;
  /** By number. */
  readonly terms: readonly Term[];
  /** In the order they were raised. */
  readonly dues: readonly OwnedDue[];
  readonly receipts: readonly RecordedReceipt[];
  readonly credit: readonly Credit[];
  /** Absent while nothing was given back. */
  readonly refunds?: readonly Refund[];
  /** Dues called for while no plan was in force. */
  readonly awaited: readonly Call[];
  /** Persons nothing is asked for any more; absent while nobody died. */
  readonly deceased?: readonly string[];
  /** Persons who are no longer of the household: no later term asks for them. Absent while nobody left. */
  readonly left?: readonly string[];
  readonly carriedOut?: readonly CarriedOut[];
  readonly broughtIn?: readonly BroughtIn[];
  /** Who enrolled the household; absent where nobody said. */
  readonly enrolledBy?: string;
}

export type AccountState = { readonly status: 'none' } | OpenAccount;

export const accountStream = (household: string): string => `contributions.account-${household}`;

export const paidOf = ({ parts }: OwnedDue): Minor => sum(parts.map(({ amount }) => amount));

/** What is asked of a due in the end. Of one that is void, or carried elsewhere, what was paid and kept. */
export const owedOf = (due: OwnedDue): Minor => (due.cancelled || due.carried ? paidOf(due) : due.memberShare);

export const outstandingOf = (due: OwnedDue): Minor => owedOf(due) - paidOf(due);

/** What a receipt may still pay of a due: also of one carried elsewhere, as long as no later term is called. */
export const payableOf = ({ terms }: OpenAccount, due: OwnedDue): Minor =>
  due.carried && !due.cancelled && terms.every(({ term }) => term <= due.term)
    ? due.memberShare - paidOf(due)
    : outstandingOf(due);

export const creditOf = ({ credit }: OpenAccount): Minor => sum(credit.map(({ amount }) => amount));

/** What of the credit waits to be given back, and pays nothing. */
export const toRefundOf = ({ credit }: OpenAccount): Minor =>
  sum(credit.filter(({ toRefund }) => toRefund).map(({ amount }) => amount));

/** Contributions and credit that came with persons who moved here, apart from what went on since. */
export const broughtInOf = ({ broughtIn = [] }: OpenAccount): Minor =>
  sum(broughtIn.map(({ persons, credit }) => credit + sum(persons.map(({ amount }) => amount))));

/** Parts of a due without so much of a receipt, the latest first. */
export const lessParts = (parts: readonly Allocation[], { receipt, amount }: Allocation): readonly Allocation[] => {
  let left = amount;
  return parts
    .toReversed()
    .flatMap(part => {
      const taken = part.receipt === receipt ? Math.min(left, part.amount) : 0;
      left -= taken;
      return taken < part.amount ? [{ ...part, amount: part.amount - taken }] : [];
    })
    .toReversed();
};

/** Nothing is asked for them any more. */
export const isGone = ({ deceased = [], left = [] }: OpenAccount, person: string): boolean =>
  deceased.includes(person) || left.includes(person);

export const refundedOf = ({ refunds = [] }: OpenAccount): Minor => sum(refunds.map(({ amount }) => amount));

export const termOf = ({ terms }: OpenAccount, number: number): Term | undefined =>
  terms.find(({ term }) => term === number);

/** Contributions of a term that are asked for. */
export const contributionsOf = ({ dues }: OpenAccount, term: number): readonly OwnedDue[] =>
  dues.filter(due => due.term === term && due.what === 'contribution' && !due.cancelled);

/** The household's own contribution of a term, apart from those who joined later. */
export const ownDueOf = (account: OpenAccount, term: number): OwnedDue | undefined =>
  contributionsOf(account, term).find(({ later }) => !later);

/**
 * The day on which payments, in the order of their dates, came to an amount; null while they have not. What a decision
 * let off is reached on its day at the earliest.
 */
export const reachedOn = ({ parts, raisedOn, waivedOn }: OwnedDue, amount: Minor): Day | null => {
  if (amount === 0) return latest(raisedOn, waivedOn ?? raisedOn);
  let paid = 0;
  for (const part of [...parts].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    paid += part.amount;
    if (paid >= amount) return latest(part.on, waivedOn ?? part.on);
  }
  return null;
};
