import type { Day, Minor } from '#kernel';
import type { Column } from './columns.js';
import type { Findings } from './findings.js';
import type { PersonRow } from './person-row.js';

/** @unit `amount`: francs */
export interface GatheredReceipt {
  readonly receipt: string;
  readonly amount: Minor;
  readonly receivedOn: Day;
}

const columnsOfReceipt = ['receipt', 'amount', 'receivedOn'] as const satisfies readonly Column[];

/** The receipts on the rows of one household. One written again, the same in all, counts once. */
export const receiptsOf = (rows: readonly PersonRow[], findings: Findings): readonly GatheredReceipt[] => {
  const receipts = new Map<string, GatheredReceipt>();
  for (const { row, values } of rows) {
    if (columnsOfReceipt.every(column => values[column] === null)) continue;
    for (const column of columnsOfReceipt)
      if (values[column] === null) findings.error('receipt_incomplete', row, column);
    const { receipt, amount, receivedOn } = values;
    if (receipt && amount && receivedOn) receipts.set(receipt, { receipt, amount, receivedOn });
  }
  return [...receipts.values()];
};

/**
 * A receipt's number belongs to one payment of the whole scheme. Where two rows use it differently nobody can say
 * which is right: both are reported, and both households wait.
 */
export const receiptsUsedTwice = (rows: readonly PersonRow[]): ReadonlyMap<PersonRow, number> => {
  const byNumber = new Map<string, PersonRow[]>();
  for (const row of rows) {
    const { receipt } = row.values;
    if (!receipt) continue;
    const known = byNumber.get(receipt);
    if (known) known.push(row);
    else byNumber.set(receipt, [row]);
  }
  const twice = new Map<PersonRow, number>();
  for (const [first, ...others] of byNumber.values()) {
    const other = others.find(candidate => first && contentOf(candidate) !== contentOf(first));
    if (!first || !other) continue;
    twice.set(first, other.row.line);
    for (const each of others) if (contentOf(each) !== contentOf(first)) twice.set(each, first.row.line);
  }
  return twice;
};

const contentOf = ({ values: { household, amount, receivedOn } }: PersonRow): string =>
  JSON.stringify([household, amount, receivedOn]);
