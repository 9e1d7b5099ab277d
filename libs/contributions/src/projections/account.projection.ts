import { type Projection, type RecordedEvent, type Rows, type RowsWanted, type Table, wants } from '#eventstore';
import { accountFold } from '../account/account.evolve.js';
import type { AccountEvent } from '../account/account.events.js';
import { nextDueOn } from '../account/instalments.state.js';
import { totalsOf } from '../account/account.view.js';
import { accountTable } from './account.entity.js';

/** The row is the account itself, folded event by event as decisions fold it. */
const folded = {
  reads: ({ data: { household } }: RecordedEvent<AccountEvent>): readonly RowsWanted[] => [
    wants(accountTable, { household }),
  ],

  write(event: RecordedEvent<AccountEvent>, rows: Rows): void {
    const { household } = event.data;
    const before = rows.get(accountTable, { household });
    const { version } = event.recorded;
    if (before && before.version >= version) return;
    const account = accountFold.evolve(before?.account ?? accountFold.initialState, event);
    if (account.status === 'none') return;
    const { scheme, product, currency } = account;
    const { due, paid, outstanding, credit } = totalsOf(account);
    rows.set(accountTable, {
      household,
      scheme,
      product,
      currency,
      due,
      paid,
      outstanding,
      credit,
      nextDueOn: nextDueOn(account),
      version,
      account,
    });
  },
};

/** Accounts of the households, and the calendar of balances due. */
export const accountProjection: Projection<AccountEvent> = {
  name: 'contributions.account.v1',
  shard: 'contributions',
  tables: [accountTable as unknown as Table],
  on: {
    'contributions.DuesAwaitPlan': folded,
    'contributions.DuesRaised': folded,
    'contributions.PersonCarried': folded,
    'contributions.DeathNoted': folded,
    'contributions.PersonLeftNoted': folded,
    'contributions.ContributionFreed': folded,
    'contributions.ContributionCarriedOut': folded,
    'contributions.ContributionBroughtIn': folded,
    'contributions.ReceiptRecorded': folded,
    'contributions.CreditUsed': folded,
    'contributions.PaymentsReordered': folded,
    'contributions.ReceiptVoided': folded,
    'contributions.CreditRefunded': folded,
    'contributions.DuesWaived': folded,
    'contributions.SubsidyNoted': folded,
    'contributions.SubsidyLost': folded,
    'contributions.TermStarted': folded,
    'contributions.DuesCancelled': folded,
    'contributions.DuesCarriedElsewhere': folded,
    'contributions.EntitlementOpened': folded,
    'contributions.EntitlementSuspended': folded,
    'contributions.EntitlementResumed': folded,
    'contributions.EntitlementWithdrawn': folded,
  },
};
