import type { Day, Minor } from '#kernel';
import { outstandingOf, ownDueOf, type OpenAccount, type Term } from '../account/account.state.js';

/** A cover that ends, and how far its household is with the next one. Never why: nobody is asked. */
export interface Renewal {
  readonly household: string;
  readonly product: string;
  readonly term: number;
  readonly to: Day;
  /** The next term may be paid from this day; null where nobody said. */
  readonly opensOn: Day | null;
  readonly next: 'not-called' | 'unpaid' | 'renewed';
  /** @unit minor units: what of the next term is still owed. */
  readonly outstanding: Minor;
}

/** The household's covers that end between two days, both inside. A term that was let go is not renewed. */
export const renewalsOf = (account: OpenAccount, from: Day, to: Day): readonly Renewal[] =>
  account.terms.flatMap(term =>
    term.period !== null && from <= term.period.to && term.period.to <= to && isCover(term)
      ? [renewalOf(account, term, term.period.to)]
      : [],
  );

const isCover = ({ status, wasOpened }: Term): boolean => status === 'carried-elsewhere' || wasOpened;

const renewalOf = (account: OpenAccount, { term, renewalOpensOn }: Term, to: Day): Renewal => {
  const { household, product } = account;
  const next = account.terms.find(one => one.term > term && one.status !== 'cancelled' && one.status !== 'lapsed');
  const due = next && ownDueOf(account, next.term);
  const renewed = next?.status === 'carried-elsewhere' || (due !== undefined && due.metOn !== null);
  return {
    ...{ household, product, term, to, opensOn: renewalOpensOn ?? null },
    next: renewed ? 'renewed' : due ? 'unpaid' : 'not-called',
    outstanding: due ? outstandingOf(due) : 0,
  };
};
