import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, MinorColumn, type Position, type Table } from '#eventstore';
import type { Currency, Day, Minor } from '#kernel';

/** What a decision or its correction adds to (or takes from) what a scheme owes a provider. */
@Entity({ schema: 'benefits', name: 'payable' })
export class PayableRow {
  @MinorColumn({ primary: true }) position: Position;
  @Column('text') scheme: string;
  @Column('text') provider: string;
  @Column('text') claim: string;
  @Column('int') decision: number;
  @MinorColumn() amount: Minor;
  @Column('text') currency: Currency;
  @DayColumn({ name: 'recorded_on' }) recordedOn: Day;
}

export const payableTable: Table<PayableRow> = {
  entity: PayableRow,
  name: 'payable',
  key: ['position'],
  writtenOnce: true,
};

/** How a scheme and a provider stand: `owed = decided − paid`; below zero the provider gives back by what comes next. */
@Entity({ schema: 'benefits', name: 'provider_balance' })
export class ProviderBalanceRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') provider: string;
  @PrimaryColumn('text') currency: Currency;
  @MinorColumn() decided: Minor;
  @MinorColumn() paid: Minor;
  @MinorColumn() owed: Minor;
  /** Position of the last event it counts: the same event twice changes nothing. */
  @MinorColumn() through: Position;
}

export const providerBalanceTable: Table<ProviderBalanceRow> = {
  entity: ProviderBalanceRow,
  name: 'provider_balance',
  key: ['scheme', 'provider', 'currency'],
};
