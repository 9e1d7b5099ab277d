import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, InstantColumn, MinorColumn, type Table } from '#eventstore';
import type { Currency, Day, Instant, Minor } from '#kernel';

/** A receipt of the scheme, and what it paid when it was entered. A voided one stays in its sequence. */
@Entity({ schema: 'contributions', name: 'receipt' })
export class ReceiptRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') receipt: string;
  @Column('text') household: string;
  @MinorColumn() amount: Minor;
  @Column('text') currency: Currency;
  @DayColumn({ name: 'received_on' }) receivedOn: Day;
  @Column('text', { nullable: true }) collector: string | null;
  @Column('text', { nullable: true }) till: string | null;
  @Column('text', { name: 'approved_by', nullable: true }) approvedBy: string | null;
  @MinorColumn({ name: 'joining_fee' }) joiningFee: Minor;
  @MinorColumn() contribution: Minor;
  @MinorColumn() credit: Minor;
  @InstantColumn({ name: 'recorded_at' }) recordedAt: Instant;
  @DayColumn({ name: 'voided_on', nullable: true }) voidedOn: Day | null;
}

export const receiptTable: Table<ReceiptRow> = { entity: ReceiptRow, name: 'receipt', key: ['scheme', 'receipt'] };
