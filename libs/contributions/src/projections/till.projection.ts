import { type Projection, type RecordedEvent, type Rows, type Table, wants } from '#eventstore';
import type { Day, Minor } from '#kernel';
import type { TillEvent } from '../till/till.events.js';
import { type CashEntry, cashBookTable, type TillRow, tillTable } from './till.entity.js';

type Any = RecordedEvent<TillEvent>;
type Line = readonly [entry: CashEntry, on: Day, amount: Minor, reference: string | null];

const line = ({ data, recorded: { position } }: Any, rows: Rows, [entry, on, amount, reference]: Line): void => {
  const { scheme, till, session, currency } = data;
  const balance = 'left' in data ? data.left : data.expected;
  rows.set(cashBookTable, { position, scheme, till, session, on, entry, reference, amount, balance, currency });
};

const reads = ({ data: { scheme, till } }: Any) => [wants(tillTable, { scheme, till })];

const change = ({ data: { scheme, till, expected } }: Any, rows: Rows, changes: Partial<TillRow>): void => {
  const row = rows.get(tillTable, { scheme, till });
  if (row) rows.set(tillTable, { ...row, expected, ...changes });
};

/** Tills as they stand, and the cash book: copied from what was decided. */
export const tillProjection: Projection<TillEvent> = {
  name: 'contributions.till.v1',
  shard: 'contributions',
  tables: [tillTable as unknown as Table, cashBookTable as unknown as Table],
  on: {
    'contributions.TillOpened': {
      write: (event, rows) => {
        const { scheme, till, kind, holder, currency, session, maximum, expected, openedOn, brought } = event.data;
        rows.set(tillTable, {
          ...{ scheme, till, status: 'open', kind, holder, currency, session, maximum, expected, lastOn: openedOn },
          ...{ counted: null, difference: null },
        });
        line(event, rows, ['opened', openedOn, brought, holder]);
      },
    },
    'contributions.TillCollected': {
      reads,
      write: (event, rows) => {
        const { on, amount, receipt } = event.data;
        change(event, rows, { lastOn: on, counted: null, difference: null });
        line(event, rows, ['receipt', on, amount, receipt]);
      },
    },
    'contributions.TillPaidOut': {
      reads,
      write: (event, rows) => {
        const { on, amount, reference, because } = event.data;
        change(event, rows, { lastOn: on, counted: null, difference: null });
        line(event, rows, [because === 'receipt-voided' ? 'void' : 'refund', on, -amount, reference]);
      },
    },
    'contributions.CashDeposited': {
      reads,
      write: (event, rows) => {
        const { depositedOn: lastOn, amount, slip, scheme, till } = event.data;
        const counted = rows.get(tillTable, { scheme, till })?.counted ?? null;
        change(event, rows, { lastOn, counted: counted === null ? null : counted - amount });
        line(event, rows, ['deposit', lastOn, -amount, slip]);
      },
    },
    'contributions.TillCounted': {
      reads,
      write: (event, rows) => {
        const { countedOn: lastOn, counted, difference, countedBy } = event.data;
        change(event, rows, { lastOn, counted, difference });
        line(event, rows, ['count', lastOn, 0, countedBy]);
      },
    },
    'contributions.TillClosed': {
      reads,
      write: (event, rows) => {
        const { closedOn: lastOn, left, difference, approvedBy } = event.data;
        change(event, rows, { status: 'closed', lastOn, expected: left, counted: left, difference });
        line(event, rows, ['close', lastOn, difference, approvedBy]);
      },
    },
  },
};
