import { ignore, type Projection, type RecordedEvent, type Rows, type Table } from '#eventstore';
import { type Currency, dayIn, type Minor } from '#kernel';
import { capitationLine } from '../capitation/capitation.decider.js';
import type { CapitationEvent } from '../capitation/capitation.events.js';
import type { ClaimAdjudicated, ClaimEvent, ClaimReversed } from '../claim/claim.events.js';
import type { LumpSumDecided } from '../lump-sum/lump-sum.events.js';
import type { RemittanceEvent } from '../remittance/remittance.events.js';
import { type JournalAccount, journalTable } from './journal.entity.js';

interface Entry {
  readonly debit: JournalAccount;
  readonly credit: JournalAccount;
  readonly party: string;
  readonly amount: Minor;
  /** In whose books, where it is not the event's scheme. */
  readonly inBooksOf?: string;
}

interface Booked {
  readonly scheme: string;
  readonly currency: Currency;
}

/** Each entry is two lines of opposite sign; an amount below zero books the other way round. A correction is booked the day it is recorded. */
const book = (
  event: RecordedEvent,
  { scheme, currency }: Booked,
  document: string,
  entries: readonly Entry[],
  rows: Rows,
): void => {
  const { position, recordedAt } = event.recorded;
  const bookedOn = dayIn('UTC', recordedAt);
  const because = event.type;
  let line = 0;
  const post = (account: JournalAccount, party: string, amount: Minor, inBooksOf = scheme): void =>
    rows.set(journalTable, {
      position,
      line: line++,
      scheme: inBooksOf,
      account,
      party,
      amount,
      currency,
      document,
      because,
      bookedOn,
    });
  for (const { debit, credit, party, amount, inBooksOf } of entries) {
    if (amount === 0) continue;
    post(debit, party, amount, inBooksOf);
    post(credit, party, -amount, inBooksOf);
  }
};

/** Of a member treated away from home: home owes the host, and the host its provider. */
const byProvider = ({
  host,
  provider,
  amount,
}: Pick<ClaimAdjudicated['data'], 'host' | 'provider'> & { readonly amount: Minor }): readonly Entry[] =>
  host === undefined
    ? [{ debit: 'benefits', credit: 'providersPayable', party: provider, amount }]
    : [
        { debit: 'benefits', credit: 'otherSchemes', party: host, amount },
        { debit: 'otherSchemes', credit: 'providersPayable', party: provider, amount, inBooksOf: host },
      ];

const decided = {
  write: (event: RecordedEvent<ClaimAdjudicated | ClaimReversed>, rows: Rows): void => {
    const { claim, host, provider, person, change } = event.data;
    const entries: Entry[] = [
      ...byProvider({ host, provider, amount: change.provider }),
      { debit: 'benefits', credit: 'membersPayable', party: person, amount: change.member },
      { debit: 'fundersReceivable', credit: 'benefits', party: provider, amount: change.funders ?? 0 },
    ];
    book(event, event.data, claim, entries, rows);
  },
};

/** The double-entry journal of what schemes owe and pay for care. */
export const journalProjection: Projection<ClaimEvent | RemittanceEvent | CapitationEvent | LumpSumDecided> = {
  name: 'benefits.journal.v1',
  shard: 'benefits',
  tables: [journalTable as unknown as Table],
  on: {
    'benefits.ClaimAdjudicated': decided,
    'benefits.ClaimReversed': decided,
    'benefits.LumpSumDecided': {
      write: (event, rows) => {
        const { payee, request, amount } = event.data;
        const entry: Entry = { debit: 'benefits', credit: 'membersPayable', party: payee, amount };
        book(event, event.data, request, [entry], rows);
      },
    },
    'benefits.CapitationDue': {
      write: (event, rows) => {
        const { provider, month, amount } = event.data;
        const entry: Entry = { debit: 'benefits', credit: 'providersPayable', party: provider, amount };
        book(event, event.data, capitationLine(month), [entry], rows);
      },
    },
    'benefits.RemittanceIssued': {
      write: (event, rows) => {
        const { remittance, provider, net } = event.data;
        const entry: Entry = { debit: 'providersPayable', credit: 'providersPaid', party: provider, amount: net };
        book(event, event.data, remittance, [entry], rows);
      },
    },
    'benefits.RemittanceRejected': {
      write: (event, rows) => {
        const { remittance, provider, net } = event.data;
        const entry: Entry = { debit: 'providersPayable', credit: 'providersPaid', party: provider, amount: -net };
        book(event, event.data, remittance, [entry], rows);
      },
    },
    'benefits.RemittanceApproved': ignore,
    'benefits.RemittancePaid': ignore,
    'benefits.ClaimSubmitted': ignore,
    'benefits.ClaimResubmitted': ignore,
    'benefits.AmendmentParked': ignore,
    'benefits.AmendmentDue': ignore,
    'benefits.AmendmentSettled': ignore,
    'benefits.ClaimRemitted': ignore,
    'benefits.ClaimReviewOpened': ignore,
    'benefits.ReviewAssigned': ignore,
    'benefits.ClaimReviewed': ignore,
    'benefits.ClaimAppealed': ignore,
    'benefits.AppealDecided': ignore,
    'benefits.FeedbackRecorded': ignore,
  },
};
