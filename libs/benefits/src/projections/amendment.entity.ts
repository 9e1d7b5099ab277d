import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, type Table } from '#eventstore';
import type { Day } from '#kernel';

/** An amendment told before the claim it is about, and what became of it. Never an act or a reason in words. */
@Entity({ schema: 'benefits', name: 'amendment' })
export class AmendmentRow {
  @PrimaryColumn('text') scheme: string;
  /** The claim that is amended. */
  @PrimaryColumn('text') claim: string;
  @PrimaryColumn('text') provider: string;
  @Column('text') person: string;
  @Column('text') kind: 'cancellation' | 'correction';
  /** The claim that is to take its place; null for a cancellation. */
  @Column('text', { nullable: true }) by: string | null;
  @Column('text') status: 'waiting' | 'due' | 'applied' | 'refused' | 'expired';
  /** Why it was refused, as a code. */
  @Column('text', { nullable: true }) reason: string | null;
  @DayColumn({ name: 'parked_on' }) parkedOn: Day;
  /** The last day on which its claim may come. */
  @DayColumn({ name: 'last_day' }) lastDay: Day;
  @DayColumn({ name: 'settled_on', nullable: true }) settledOn: Day | null;
}

export const amendmentTable: Table<AmendmentRow> = {
  entity: AmendmentRow,
  name: 'amendment',
  key: ['scheme', 'claim', 'provider'],
};
