import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, MinorColumn, type Table } from '#eventstore';
import type { Day, Minor } from '#kernel';
import type { ReviewCause } from '../claim/review/review.events.js';

/** A claim that a second person is asked to look at, or has looked at: who, when, how much. Never an act or a note. */
@Entity({ schema: 'benefits', name: 'review' })
export class ReviewRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') claim: string;
  /** The latest review of the claim. */
  @Column('int') review: number;
  @Column('text') provider: string;
  @Column('text') person: string;
  @Column('text') status: 'open' | 'decided' | 'withdrawn';
  @Column('text') because: ReviewCause;
  @Column('text', { name: 'opened_by' }) openedBy: string;
  @DayColumn({ name: 'opened_on' }) openedOn: Day;
  /** The scheme's share when it was opened. */
  @MinorColumn() amount: Minor;
  @Column('text', { nullable: true }) assignee: string | null;
  @Column('text', { nullable: true }) outcome: 'confirmed' | 'changed' | null;
  @MinorColumn({ nullable: true }) after: Minor | null;
}

export const reviewTable: Table<ReviewRow> = { entity: ReviewRow, name: 'review', key: ['scheme', 'claim'] };
