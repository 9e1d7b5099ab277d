import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, type Table } from '#eventstore';
import type { Day } from '#kernel';
import type { KnownSide, Verdict } from '../duplicate/duplicate.types.js';
import type { Likeness } from '../duplicate/resemblance.rule.js';

/** `proposed`: nobody has decided yet. */
export type DuplicateStanding = Verdict | 'proposed';

/** Two persons who may be one, for the federation: scheme `*`. */
@Entity({ schema: 'membership', name: 'duplicate' })
export class DuplicateRow {
  @PrimaryColumn('text') pair: string;
  @Column('text') scheme: string;
  @Column('jsonb') first: KnownSide;
  @Column('jsonb') second: KnownSide;
  @Column('int') score: number;
  @Column('jsonb') because: readonly Likeness[];
  @Column('text') status: DuplicateStanding;
  @Column('text', { name: 'proposed_by' }) proposedBy: string;
  @DayColumn({ name: 'proposed_on' }) proposedOn: Day;
  @Column('text', { name: 'decided_by', nullable: true }) decidedBy: string | null;
  @DayColumn({ name: 'decided_on', nullable: true }) decidedOn: Day | null;
  @Column('text', { nullable: true }) reference: string | null;
}

/** One of the two, for the scheme that has them: the row holds nothing of the other. */
@Entity({ schema: 'membership', name: 'duplicate_side' })
export class DuplicateSideRow {
  @PrimaryColumn('text') pair: string;
  @PrimaryColumn('text') household: string;
  @Column('text') scheme: string;
  @Column('text') person: string;
  @Column('text') status: DuplicateStanding;
  @DayColumn({ name: 'proposed_on' }) proposedOn: Day;
  @DayColumn({ name: 'decided_on', nullable: true }) decidedOn: Day | null;
}

export const duplicateTable: Table<DuplicateRow> = { entity: DuplicateRow, name: 'duplicate', key: ['pair'] };
export const duplicateSideTable: Table<DuplicateSideRow> = {
  entity: DuplicateSideRow,
  name: 'duplicate_side',
  key: ['pair', 'household'],
};
