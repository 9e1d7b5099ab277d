import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, MinorColumn, type Table } from '#eventstore';
import type { Currency, Day, Minor } from '#kernel';
import type { PaymentStatus } from '../account/payment/payment.state.js';

/** A payment by telephone, as it stands. No number of anybody is kept here. */
@Entity({ schema: 'contributions', name: 'payment' })
export class PaymentRow {
  @PrimaryColumn('text') household: string;
  @PrimaryColumn('text') payment: string;
  @Column('text') scheme: string;
  @Column('text') reference: string;
  @Column('text') control: string;
  @Column('text') status: PaymentStatus;
  @MinorColumn() amount: Minor;
  @Column('text') currency: Currency;
  @DayColumn({ name: 'asked_on' }) askedOn: Day;
  @Column('text', { nullable: true }) code: string | null;
  @Column('text', { name: 'operator_reference', nullable: true }) operatorReference: string | null;
  /** What the operator holds, where it is another sum than was asked. */
  @MinorColumn({ name: 'booked_amount', nullable: true }) bookedAmount: Minor | null;
  @Column('text', { nullable: true }) receipt: string | null;
  @DayColumn({ name: 'booked_on', nullable: true }) bookedOn: Day | null;
  /** Day of the statement that has it. */
  @DayColumn({ name: 'reconciled_on', nullable: true }) reconciledOn: Day | null;
}

export const paymentTable: Table<PaymentRow> = { entity: PaymentRow, name: 'payment', key: ['household', 'payment'] };
