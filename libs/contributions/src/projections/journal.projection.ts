import { ignore, type Projection, type RecordedEvent, type Rows, type Table } from '#eventstore';
import type { AccountEvent } from '../account/account.events.js';
import { journalTable } from './journal.entity.js';

type Movement = Extract<AccountEvent, { data: { postings: readonly unknown[] } }>;

/** Copies the postings the decision wrote: the journal never reckons anything itself. */
const movement = {
  write({ type, effectiveAt, data, recorded: { position, scheme } }: RecordedEvent<Movement>, rows: Rows): void {
    const { household, currency } = data;
    const receipt = 'receipt' in data ? data.receipt : null;
    const term = 'term' in data ? data.term : null;
    const because = type;
    data.postings.forEach(({ account, amount }, line) =>
      rows.set(journalTable, {
        position,
        line,
        scheme,
        household,
        account,
        amount,
        currency,
        because,
        receipt,
        term,
        effectiveAt,
      }),
    );
  },
};

/** The double-entry journal of contributions. */
export const journalProjection: Projection<AccountEvent> = {
  name: 'contributions.journal.v1',
  shard: 'contributions',
  tables: [journalTable as unknown as Table],
  on: {
    'contributions.ReceiptRecorded': movement,
    'contributions.CreditUsed': movement,
    'contributions.ReceiptVoided': movement,
    'contributions.SubsidyLost': movement,
    'contributions.DuesCancelled': movement,
    'contributions.EntitlementOpened': movement,
    'contributions.EntitlementWithdrawn': movement,
    'contributions.DuesAwaitPlan': ignore,
    'contributions.DuesRaised': ignore,
    'contributions.PersonCarried': ignore,
    'contributions.DeathNoted': ignore,
    'contributions.SubsidyNoted': ignore,
    'contributions.TermStarted': ignore,
    'contributions.DuesCarriedElsewhere': ignore,
    'contributions.EntitlementSuspended': ignore,
    'contributions.EntitlementResumed': ignore,
  },
};
