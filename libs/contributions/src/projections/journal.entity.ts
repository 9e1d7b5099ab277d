import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, MinorColumn, type Position, type Table } from '#eventstore';
import type { Currency, Day, Minor } from '#kernel';
import type { JournalAccount } from '../account/account.types.js';

/** One line of a scheme's contribution journal. The lines of an event add up to zero; so does the book at each position. */
@Entity({ schema: 'contributions', name: 'journal' })
export class JournalRow {
  /** Of the event in the log, and the line's number in it. */
  @MinorColumn({ primary: true }) position: Position;
  @PrimaryColumn('int') line: number;
  @Column('text') scheme: string;
  /** Null where cash moved that is of no household: a deposit, a difference. */
  @Column('text', { nullable: true }) household: string | null;
  @Column('text', { nullable: true }) till: string | null;
  @Column('text') account: JournalAccount;
  /** Debit above zero, credit below. */
  @MinorColumn() amount: Minor;
  @Column('text') currency: Currency;
  /** What happened, in the words of the log. */
  @Column('text') because: string;
  @Column('text', { nullable: true }) receipt: string | null;
  @Column('int', { nullable: true }) term: number | null;
  @DayColumn({ name: 'effective_at' }) effectiveAt: Day;
}

export const journalTable: Table<JournalRow> = {
  entity: JournalRow,
  name: 'journal',
  key: ['position', 'line'],
  writtenOnce: true,
};
