import { type Projection, type Table, wants } from '#eventstore';
import { sum } from '#kernel';
import type { ReceiptRecorded, ReceiptVoided } from '../account/account.events.js';
import type { What } from '../account/account.types.js';
import { receiptTable } from './receipt.entity.js';

/** The receipt book of each scheme. */
export const receiptProjection: Projection<ReceiptRecorded | ReceiptVoided> = {
  name: 'contributions.receipt.v1',
  shard: 'contributions',
  tables: [receiptTable as unknown as Table],
  on: {
    'contributions.ReceiptRecorded': {
      write: ({ data, recorded: { scheme, recordedAt } }, rows) => {
        const {
          receipt,
          household,
          amount,
          currency,
          receivedOn,
          collector,
          approvedBy,
          allocations,
          till = null,
        } = data;
        const paid = (what: What) => sum(allocations.filter(part => part.what === what).map(part => part.amount));
        const [joiningFee, contribution] = [paid('joining-fee'), paid('contribution')];
        rows.set(receiptTable, {
          scheme,
          receipt,
          household,
          amount,
          currency,
          receivedOn,
          collector,
          till,
          approvedBy,
          joiningFee,
          contribution,
          credit: amount - joiningFee - contribution,
          recordedAt,
          voidedOn: null,
        });
      },
    },
    'contributions.ReceiptVoided': {
      reads: ({ data: { receipt }, recorded: { scheme } }) => [wants(receiptTable, { scheme, receipt })],
      write: ({ data: { receipt, voidedOn }, recorded: { scheme } }, rows) => {
        const row = rows.get(receiptTable, { scheme, receipt });
        if (row) rows.set(receiptTable, { ...row, voidedOn });
      },
    },
  },
};
