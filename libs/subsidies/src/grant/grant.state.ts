import { type Day, type Fold, unreachable } from '#kernel';
import { type Balance, emptyBalance } from '../ledger/postings.js';
import { put, type SortedMap } from '../ledger/sorted-map.js';
import type { Expense, GrantCode, GrantEvent, GrantTerms } from './grant.events.js';

export interface SignedGrant extends GrantTerms {
  readonly status: 'open' | 'closed';
  readonly grant: string;
  readonly funder: string;
  readonly signedOn: Day;
  /** References of the tranches that arrived, in order. */
  readonly released: readonly string[];
  /** `settled`: what was justified; `available`: what was released and is not spent. */
  readonly balance: Balance;
  /** By voucher; `reason` says why one is not carried. */
  readonly expenses: SortedMap<Expense & { readonly reason: GrantCode | null }>;
  /** Reference under which the rest was repaid. */
  readonly repaidUnder: string | null;
  readonly met: readonly string[];
  /** Day a report was due → day it was handed in. */
  readonly reports: Readonly<Record<Day, Day>>;
}

export type GrantState = { readonly status: 'none' } | SignedGrant;

export const grantStream = (grant: string): string => `subsidies.grant-${grant}`;

/** The name of a grant in the journal of restricted money: no fund can have it. */
export const bookOf = (grant: string): string => `grant/${grant}`;

export const grantFold: Fold<GrantEvent, GrantState> = {
  initialState: { status: 'none' },

  evolve(grant, event) {
    if (event.type === 'subsidies.GrantSigned')
      return {
        ...event.data,
        status: 'open',
        released: [],
        balance: emptyBalance,
        expenses: null,
        repaidUnder: null,
        met: [],
        reports: {},
      };
    return grant.status === 'none' ? grant : evolveSigned(grant, event);
  },
};

const evolveSigned = (
  grant: SignedGrant,
  event: Exclude<GrantEvent, { type: 'subsidies.GrantSigned' }>,
): SignedGrant => {
  switch (event.type) {
    case 'subsidies.GrantTrancheReleased':
      return { ...grant, balance: event.data.balance, released: [...grant.released, event.data.reference] };
    case 'subsidies.GrantExpenseJustified':
      return { ...withExpense(grant, event.data, null), balance: event.data.balance };
    case 'subsidies.GrantExpenseDeclined':
      return withExpense(grant, event.data, event.data.reason);
    case 'subsidies.GrantDeliverableMet':
      return { ...grant, met: [...grant.met, event.data.deliverable] };
    case 'subsidies.GrantReportSubmitted':
      return { ...grant, reports: { ...grant.reports, [event.data.dueOn]: event.data.submittedOn } };
    case 'subsidies.GrantRemainderRepaid':
      return { ...grant, balance: event.data.balance, status: 'closed', repaidUnder: event.data.reference };
    default:
      return unreachable(event);
  }
};

const withExpense = (
  grant: SignedGrant,
  { expense, category, village, amount, spentOn }: Expense,
  reason: GrantCode | null,
): SignedGrant => ({
  ...grant,
  expenses: put(grant.expenses, expense, { expense, category, village, amount, spentOn, reason }),
});

/** What of the released money is justified. @unit hundredths of a percent, rounded down; 0 before anything arrived. */
export const justifiedRate_bps = ({ balance: { received, settled } }: SignedGrant): number =>
  received === 0 ? 0 : Number((BigInt(settled) * 10_000n) / BigInt(received));

/** Reports that were due before that day and are not handed in. */
export const overdueReports = ({ reportsDue, reports }: SignedGrant, on: Day): readonly Day[] =>
  reportsDue.filter(dueOn => dueOn < on && reports[dueOn] === undefined);
