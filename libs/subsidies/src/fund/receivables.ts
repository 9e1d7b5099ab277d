import { type Day, daysBetween, foldAll, type Minor, sum } from '#kernel';
import { entriesOf } from '../ledger/sorted-map.js';
import type { FundEvent } from './fund.events.js';
import { fundFold, type Invoice } from './fund.state.js';

/** Last day of each bracket of age; what is older is in the last. @unit days */
const brackets = [30, 90, 180, 365] as const;

export interface Receivable extends Invoice {
  readonly outstanding: Minor;
  /** Since it was drawn up. @unit days */
  readonly age: number;
}

export interface Receivables {
  readonly fund: string;
  readonly on: Day;
  /** Invoiced, what the funder owns to of it, and what it paid; `gap`: invoiced and not paid. @unit minor units */
  readonly invoiced: Minor;
  readonly acknowledged: Minor;
  readonly received: Minor;
  readonly gap: Minor;
  /** What was earned and not invoiced yet. */
  readonly uninvoiced: Minor;
  /** Outstanding amounts by age: up to 30, 90, 180, 365 days, and older. */
  readonly byAge: readonly { readonly upTo: number | null; readonly amount: Minor }[];
  readonly invoices: readonly Receivable[];
}

/**
 * What a funder owed on a day, and since when. Cover never waits for it. Told from the fund's whole history: an invoice,
 * a payment or an acknowledgement counts from its own day, whenever it was recorded.
 */
export const receivablesOn = (fund: string, history: readonly FundEvent[], on: Day): Receivables => {
  const then = asOn(history, on);
  const invoices = [...entriesOf(then.invoices)].map(({ value }): Receivable => ({
    ...value,
    outstanding: Math.max(0, value.amount - value.received),
    age: daysBetween(value.drawnUpOn, on),
  }));
  const invoiced = sum(invoices.map(({ amount }) => amount));
  const received = sum(invoices.map(invoice => invoice.received));
  const between = (after: number, upTo: number | null): Minor =>
    sum(invoices.map(({ age, outstanding }) => (age > after && (upTo === null || age <= upTo) ? outstanding : 0)));
  return {
    ...{ fund, on, invoiced, received, invoices },
    acknowledged: sum(invoices.map(({ acknowledged }) => acknowledged ?? 0)),
    gap: sum(invoices.map(({ outstanding }) => outstanding)),
    uninvoiced: sum([...entriesOf(then.uninvoiced)].map(({ value }) => value.amount)),
    byAge: [...brackets, null].map((upTo, index) => ({
      upTo,
      amount: between(index === 0 ? -1 : brackets[index - 1]!, upTo),
    })),
  };
};

/** Its invoices, and what was not invoiced yet, by what took effect up to that day. */
const asOn = (history: readonly FundEvent[], on: Day) => {
  const happened = history.filter(({ type, effectiveAt }) => type === 'subsidies.FundOpened' || effectiveAt <= on);
  const fund = foldAll(fundFold, happened);
  return fund.status === 'none' ? { invoices: null, uninvoiced: null } : fund;
};
