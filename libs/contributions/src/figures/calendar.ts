import type { Day, Minor } from '#kernel';
import type { OpenAccount } from '../account/account.state.js';
import type { What } from '../account/account.types.js';
import { openOf, paidBy, partsOf } from './ageing.js';

/** A part of what a household owes, and how it stands on a day. @unit minor units */
export interface CalendarEntry {
  readonly term: number;
  readonly what: What;
  readonly dueOn: Day;
  readonly amount: Minor;
  readonly open: Minor;
  /** The day itself is still in time. */
  readonly status: 'paid' | 'due' | 'overdue';
}

/** Dues of the household by the day each part is asked for, paid ones too: what people keep on the wall. */
export const calendarOf = (account: OpenAccount, asOf: Day): readonly CalendarEntry[] =>
  account.dues
    .flatMap(due =>
      partsOf(account, due).map((part): CalendarEntry => {
        const open = openOf(part, paidBy(due, asOf));
        const status = open === 0 ? 'paid' : part.dueOn < asOf ? 'overdue' : 'due';
        const { term, what } = due;
        return { term, what, dueOn: part.dueOn, amount: part.upTo - part.above, open, status };
      }),
    )
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.term - b.term));
