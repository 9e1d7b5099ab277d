import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, MinorColumn, type Table } from '#eventstore';
import type { Currency, Day, Minor } from '#kernel';
import type { OpenAccount } from '../account/account.state.js';

/** A household's account as it stands, and the day on which closing decides something of it. */
@Entity({ schema: 'contributions', name: 'account' })
export class AccountRow {
  @PrimaryColumn('text') household: string;
  @Column('text') scheme: string;
  @Column('text') product: string;
  @Column('text', { nullable: true }) currency: Currency | null;
  @MinorColumn() due: Minor;
  @MinorColumn() paid: Minor;
  @MinorColumn() outstanding: Minor;
  @MinorColumn() credit: Minor;
  @DayColumn({ name: 'next_due_on', nullable: true }) nextDueOn: Day | null;
  /** Version of the account's stream the row stands at: an event that comes twice is known by it. */
  @Column('int') version: number;
  /** The account itself, dues and receipts and all. As text: no question looks inside, and taking it apart costs more than all the rest of the row. */
  @Column('json') account: OpenAccount;
}

export const accountTable: Table<AccountRow> = { entity: AccountRow, name: 'account', key: ['household'] };
