import { ignore, type Projection, type RecordedEvent, type Rows, type Table, wants } from '#eventstore';
import type { PaymentEvent } from '../account/payment/payment.events.js';
import { controlNumber } from '../account/payment/payment.state.js';
import type { WalletEvent } from '../account/wallet/wallet.events.js';
import type { ClearingEvent, SettlementHeard, SettlementPaid } from '../clearing/clearing.events.js';
import { settlementOwner } from '../clearing/clearing.state.js';
import { type PaymentRow, paymentTable } from './payment.entity.js';

type Any = RecordedEvent<PaymentEvent>;

const reads = ({ data: { household, payment } }: Any) => [wants(paymentTable, { household, payment })];

const change = ({ data: { household, payment } }: Any, rows: Rows, changes: Partial<PaymentRow>): void => {
  const row = rows.get(paymentTable, { household, payment });
  if (row) rows.set(paymentTable, { ...row, ...changes });
};

type OfSettlement = RecordedEvent<SettlementHeard | SettlementPaid>;

/** A settlement between schemes stands among the creditor's payments, by our reference: its statements have it too. */
const asPayment = (clearing: string, reference: string) => ({
  household: settlementOwner(clearing),
  payment: reference,
});

const changeSettlement = (event: OfSettlement, reference: string, rows: Rows, changes: Partial<PaymentRow>): void => {
  const row = rows.get(paymentTable, asPayment(event.data.clearing, reference));
  if (row) rows.set(paymentTable, { ...row, ...changes });
};

/** Payments by telephone as they stand, and which of them a statement had. */
export const paymentProjection: Projection<PaymentEvent | WalletEvent | ClearingEvent> = {
  name: 'contributions.payment.v1',
  shard: 'contributions',
  tables: [paymentTable as unknown as Table],
  on: {
    'contributions.PaymentRequested': {
      write: ({ data: { household, payment, scheme, reference, amount, currency, askedOn } }, rows) =>
        rows.set(paymentTable, {
          ...{ household, payment, scheme, reference, control: controlNumber(household, payment), amount, currency },
          ...{ status: 'requested', askedOn, code: null, operatorReference: null, bookedAmount: null, receipt: null },
          ...{ bookedOn: null, reconciledOn: null },
        }),
    },
    'contributions.PaymentPending': { reads, write: (event, rows) => change(event, rows, { status: 'pending' }) },
    'contributions.PaymentUnknown': { reads, write: (event, rows) => change(event, rows, { status: 'unknown' }) },
    'contributions.PaymentFailed': {
      reads,
      write: (event, rows) => change(event, rows, { status: 'failed', code: event.data.code }),
    },
    'contributions.PaymentTimedOut': { reads, write: (event, rows) => change(event, rows, { status: 'timed-out' }) },
    'contributions.PaymentSucceeded': {
      reads,
      write: (event, rows) => {
        const { operatorReference, amount: bookedAmount, receipt, on: bookedOn } = event.data;
        change(event, rows, { status: 'succeeded', code: null, operatorReference, bookedAmount, receipt, bookedOn });
      },
    },
    'contributions.PaymentReversed': { reads, write: (event, rows) => change(event, rows, { status: 'reversed' }) },
    'contributions.StatementCompared': {
      reads: ({ data: { matched } }) =>
        matched.map(({ household, payment }) => wants(paymentTable, { household, payment })),
      write: ({ data: { matched, day } }, rows) => {
        for (const { household, payment } of matched) {
          const row = rows.get(paymentTable, { household, payment });
          if (row) rows.set(paymentTable, { ...row, reconciledOn: day });
        }
      },
    },
    'contributions.SettlementRequested': {
      write: ({ data: { clearing, payment, to: scheme, reference, amount, currency, askedOn } }, rows) =>
        rows.set(paymentTable, {
          ...asPayment(clearing, reference),
          ...{ scheme, reference, control: controlNumber(clearing, payment), amount, currency, status: 'requested' },
          ...{ askedOn, code: null, operatorReference: null, bookedAmount: null, receipt: null },
          ...{ bookedOn: null, reconciledOn: null },
        }),
    },
    'contributions.SettlementHeard': {
      reads: ({ data: { clearing, reference } }) => [wants(paymentTable, asPayment(clearing, reference))],
      write: (event, rows) => {
        const { reference, status, code } = event.data;
        changeSettlement(event, reference, rows, { status, code });
      },
    },
    'contributions.SettlementPaid': {
      reads: ({ data: { clearing, request } }) =>
        request === null ? [] : [wants(paymentTable, asPayment(clearing, request))],
      write: (event, rows) => {
        const { request, reference: operatorReference, amount: bookedAmount, paidOn: bookedOn } = event.data;
        if (request === null) return;
        changeSettlement(event, request, rows, {
          status: 'succeeded',
          code: null,
          operatorReference,
          bookedAmount,
          bookedOn,
        });
      },
    },
    'contributions.ClearingNetted': ignore,
    'contributions.SuspenseNoted': ignore,
    'contributions.SuspenseAssigned': ignore,
    'contributions.SuspenseReopened': ignore,
    'contributions.SuspenseReturned': ignore,
    'contributions.MissingExplained': ignore,
  },
};
