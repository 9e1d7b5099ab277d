import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, MinorColumn, type Position, type Table } from '#eventstore';
import type { Currency, Day, Minor } from '#kernel';

/** A till as it stands: in whose hands, and how much cash ought to lie there. */
@Entity({ schema: 'contributions', name: 'till' })
export class TillRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') till: string;
  @Column('text') status: 'open' | 'closed';
  @Column('text') kind: 'desk' | 'collector';
  @Column('text') holder: string;
  @Column('text') currency: Currency;
  @Column('int') session: number;
  @MinorColumn({ nullable: true }) maximum: Minor | null;
  @MinorColumn() expected: Minor;
  /** Of the last count; null before it. */
  @MinorColumn({ nullable: true }) counted: Minor | null;
  @MinorColumn({ nullable: true }) difference: Minor | null;
  @DayColumn({ name: 'last_on' }) lastOn: Day;
}

export type CashEntry = 'opened' | 'receipt' | 'void' | 'refund' | 'deposit' | 'count' | 'close';

/** One line of the cash book. `amount`: into the till above zero; `balance`: what ought to lie there afterwards. */
@Entity({ schema: 'contributions', name: 'cash_book' })
export class CashBookRow {
  @MinorColumn({ primary: true }) position: Position;
  @Column('text') scheme: string;
  @Column('text') till: string;
  @Column('int') session: number;
  @DayColumn() on: Day;
  @Column('text') entry: CashEntry;
  @Column('text', { nullable: true }) reference: string | null;
  @MinorColumn() amount: Minor;
  @MinorColumn() balance: Minor;
  @Column('text') currency: Currency;
}

export const tillTable: Table<TillRow> = { entity: TillRow, name: 'till', key: ['scheme', 'till'] };
export const cashBookTable: Table<CashBookRow> = {
  entity: CashBookRow,
  name: 'cash_book',
  key: ['position'],
  writtenOnce: true,
};
