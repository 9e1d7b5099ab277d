import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, MinorColumn, type Position, type Table } from '#eventstore';
import type { Currency, Day, Minor } from '#kernel';
import type { Account } from '../ledger/postings.js';

/** One line of the journal. The lines of an event add up to zero; so does each fund at each position. */
@Entity({ schema: 'subsidies', name: 'ledger' })
export class LedgerRow {
  /** Of the event in the log, and the line's number in it. */
  @MinorColumn({ primary: true }) position: Position;
  @PrimaryColumn('int') line: number;
  @Column('text') fund: string;
  /** The scheme the money serves; `*` while it serves none. */
  @Column('text') scheme: string;
  @Column('text') account: Account;
  /** Debit above zero, credit below. */
  @MinorColumn() amount: Minor;
  @Column('text') currency: Currency;
  /** What happened, in the words of the log. */
  @Column('text') because: string;
  @Column('text', { nullable: true }) household: string | null;
  @Column('int', { nullable: true }) term: number | null;
  @Column('text', { nullable: true }) reference: string | null;
  @DayColumn({ name: 'effective_at' }) effectiveAt: Day;
}

export const ledgerTable: Table<LedgerRow> = {
  entity: LedgerRow,
  name: 'ledger',
  key: ['position', 'line'],
  writtenOnce: true,
};
