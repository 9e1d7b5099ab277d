import {
  ignore,
  type Projection,
  type RecordedEvent,
  type Rows,
  type RowsWanted,
  type Table,
  wants,
} from '#eventstore';
import { capitationLine } from '../capitation/capitation.decider.js';
import type { CapitationDue, CapitationEvent } from '../capitation/capitation.events.js';
import type { ClaimAdjudicated, ClaimEvent, ClaimReversed } from '../claim/claim.events.js';
import { type Currency, dayIn, type Minor } from '#kernel';
import { payingScheme, remittedAs } from '../claim/claim.types.js';
import type { RemittanceEvent } from '../remittance/remittance.events.js';
import { payableTable, providerBalanceTable } from './payable.entity.js';

interface Account {
  readonly scheme: string;
  readonly provider: string;
  readonly currency: Currency;
}

const balance = {
  reads: ({ data: { scheme, provider, currency } }: { readonly data: Account }): readonly RowsWanted[] => [
    wants(providerBalanceTable, { scheme, provider, currency }),
  ],
};

const move = (
  rows: Rows,
  { scheme, provider, currency }: Account,
  position: number,
  moved: { readonly decided: Minor; readonly paid: Minor },
): void => {
  const row = rows.get(providerBalanceTable, { scheme, provider, currency });
  if (row && row.through >= position) return;
  const decided = (row?.decided ?? 0) + moved.decided;
  const paid = (row?.paid ?? 0) + moved.paid;
  const owed = decided - paid;
  rows.set(providerBalanceTable, { scheme, provider, currency, decided, paid, owed, through: position });
};

const decision = {
  reads: ({ data }: { readonly data: ClaimAdjudicated['data'] | ClaimReversed['data'] }): readonly RowsWanted[] => [
    wants(providerBalanceTable, {
      ...{ scheme: payingScheme(data), provider: data.provider, currency: data.currency },
    }),
  ],

  write(
    { data, recorded: { position, recordedAt } }: RecordedEvent<ClaimAdjudicated | ClaimReversed>,
    rows: Rows,
  ): void {
    const { provider, decision: number, currency, change } = data;
    if (change.provider === 0) return;
    const [scheme, claim] = [payingScheme(data), remittedAs(data)];
    const recordedOn = dayIn('UTC', recordedAt);
    const amount = change.provider;
    rows.set(payableTable, { position, scheme, provider, claim, decision: number, amount, currency, recordedOn });
    move(rows, { scheme, provider, currency }, position, { decided: change.provider, paid: 0 });
  },
};

const byTheHead = {
  ...balance,
  write({ data, recorded: { position } }: RecordedEvent<CapitationDue>, rows: Rows): void {
    const { scheme, provider, month, telling: decision, amount, currency, recordedOn } = data;
    if (amount === 0) return;
    const claim = capitationLine(month);
    rows.set(payableTable, { position, scheme, provider, claim, decision, amount, currency, recordedOn });
    move(rows, data, position, { decided: amount, paid: 0 });
  },
};

/** What schemes owe their providers, decision by decision, month by month, and in sum. */
export const payableProjection: Projection<ClaimEvent | RemittanceEvent | CapitationEvent> = {
  name: 'benefits.payable.v1',
  shard: 'benefits',
  tables: [payableTable as unknown as Table, providerBalanceTable as unknown as Table],
  on: {
    'benefits.ClaimAdjudicated': decision,
    'benefits.ClaimReversed': decision,
    'benefits.CapitationDue': byTheHead,
    'benefits.RemittanceIssued': {
      ...balance,
      write: ({ data, recorded: { position } }, rows) => move(rows, data, position, { decided: 0, paid: data.net }),
    },
    'benefits.RemittanceRejected': {
      ...balance,
      write: ({ data, recorded: { position } }, rows) => move(rows, data, position, { decided: 0, paid: -data.net }),
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
