import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, MinorColumn, type Position, type Table } from '#eventstore';
import type { Currency, Day, Minor } from '#kernel';

/**
 * Accounts of a scheme's benefits. `benefits`: what care costs the scheme; `providersPayable`, `membersPayable`: what
 * it owes for it; `providersPaid`: what went out by remittance; `fundersReceivable`: what funders carry of it;
 * `otherSchemes`: care of members away from home, owed to or by the scheme that paid it.
 */
export type JournalAccount =
  'benefits' | 'providersPayable' | 'membersPayable' | 'providersPaid' | 'fundersReceivable' | 'otherSchemes';

/** One line of the journal. The lines of an event add up to zero; so does each scheme at each position. */
@Entity({ schema: 'benefits', name: 'journal' })
export class JournalRow {
  @MinorColumn({ primary: true }) position: Position;
  @PrimaryColumn('int') line: number;
  @Column('text') scheme: string;
  @Column('text') account: JournalAccount;
  /** Provider or person the amount is owed to. */
  @Column('text') party: string;
  /** Debit above zero, credit below. */
  @MinorColumn() amount: Minor;
  @Column('text') currency: Currency;
  /** Claim or remittance. */
  @Column('text') document: string;
  /** What happened, in the words of the log. */
  @Column('text') because: string;
  @DayColumn({ name: 'booked_on' }) bookedOn: Day;
}

export const journalTable: Table<JournalRow> = {
  entity: JournalRow,
  name: 'journal',
  key: ['position', 'line'],
  writtenOnce: true,
};
