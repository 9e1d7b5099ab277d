import { ignore, type Projection, type RecordedEvent, type Rows, type Table } from '#eventstore';
import type { AccountEvent } from '../account/account.events.js';
import type { TillEvent } from '../till/till.events.js';
import type { PaymentEvent } from '../account/payment/payment.events.js';
import type { WalletEvent } from '../account/wallet/wallet.events.js';
import type { BetweenEvent } from '../clearing/between.events.js';
import type { ClearingEvent } from '../clearing/clearing.events.js';
import { journalTable } from './journal.entity.js';

type BookedEvent = AccountEvent | TillEvent | PaymentEvent | WalletEvent | BetweenEvent | ClearingEvent;
type Movement = Extract<BookedEvent, { data: { postings: readonly unknown[] } }>;

/** Copies the postings the decision wrote: the journal never reckons anything itself. */
const movement = {
  write({ type, effectiveAt, data, recorded: { position, scheme } }: RecordedEvent<Movement>, rows: Rows): void {
    const { currency } = data;
    const household = 'household' in data ? data.household : null;
    const till = 'till' in data ? (data.till ?? null) : null;
    const receipt = 'receipt' in data ? data.receipt : null;
    const term = 'term' in data ? data.term : null;
    const because = type;
    data.postings.forEach(({ account, amount, scheme: inBooksOf = scheme }, line) =>
      rows.set(journalTable, {
        position,
        line,
        scheme: inBooksOf,
        household,
        till,
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
export const journalProjection: Projection<BookedEvent> = {
  name: 'contributions.journal.v1',
  shard: 'contributions',
  tables: [journalTable as unknown as Table],
  on: {
    'contributions.ReceiptRecorded': movement,
    'contributions.CreditUsed': movement,
    'contributions.PaymentsReordered': movement,
    'contributions.ReceiptVoided': movement,
    'contributions.CreditRefunded': movement,
    'contributions.SubsidyLost': movement,
    'contributions.DuesCancelled': movement,
    'contributions.ContributionFreed': movement,
    'contributions.ContributionCarriedOut': movement,
    'contributions.ContributionBroughtIn': movement,
    'contributions.EntitlementOpened': movement,
    'contributions.EntitlementWithdrawn': movement,
    'contributions.TillOpened': movement,
    'contributions.CashDeposited': movement,
    'contributions.TillClosed': movement,
    'contributions.DebtNoted': movement,
    'contributions.ClearingDisputeDecided': movement,
    'contributions.SettlementPaid': movement,
    'contributions.ClearingStatementDrawn': ignore,
    'contributions.ClearingStatementConfirmed': ignore,
    'contributions.ClearingLineDisputed': ignore,
    'contributions.ClearingStatementNetted': ignore,
    'contributions.ClearingNetted': ignore,
    'contributions.SettlementRequested': ignore,
    'contributions.SettlementHeard': ignore,
    'contributions.SuspenseNoted': movement,
    'contributions.SuspenseReturned': movement,
    'contributions.SuspenseAssigned': ignore,
    'contributions.SuspenseReopened': ignore,
    'contributions.StatementCompared': ignore,
    'contributions.MissingExplained': ignore,
    'contributions.PaymentRequested': ignore,
    'contributions.PaymentPending': ignore,
    'contributions.PaymentUnknown': ignore,
    'contributions.PaymentFailed': ignore,
    'contributions.PaymentTimedOut': ignore,
    'contributions.PaymentSucceeded': ignore,
    'contributions.PaymentReversed': ignore,
    'contributions.TillCollected': ignore,
    'contributions.TillPaidOut': ignore,
    'contributions.TillCounted': ignore,
    'contributions.DuesWaived': ignore,
    'contributions.DuesAwaitPlan': ignore,
    'contributions.DuesRaised': ignore,
    'contributions.PersonCarried': ignore,
    'contributions.DeathNoted': ignore,
    'contributions.PersonLeftNoted': ignore,
    'contributions.SubsidyNoted': ignore,
    'contributions.TermStarted': ignore,
    'contributions.DuesCarriedElsewhere': ignore,
    'contributions.EntitlementSuspended': ignore,
    'contributions.EntitlementResumed': ignore,
  },
};
