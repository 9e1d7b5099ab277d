import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, MinorColumn, type Table } from '#eventstore';
import type { Day, Minor } from '#kernel';
import type { ClaimStatus } from '../household/household.types.js';

/** What a claim uses of its household's ceilings, in which period. Sums over it are the counters. */
@Entity({ schema: 'benefits', name: 'rights_used' })
export class RightsUsedRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') claim: string;
  @PrimaryColumn('text') household: string;
  @Column('text') person: string;
  @Column('text') status: ClaimStatus;
  @DayColumn() governs: Day;
  @DayColumn({ name: 'period_from', nullable: true }) periodFrom: Day | null;
  @DayColumn({ name: 'period_to', nullable: true }) periodTo: Day | null;
  @MinorColumn() ceilings: Minor;
  @MinorColumn() deducted: Minor;
}

export const rightsUsedTable: Table<RightsUsedRow> = {
  entity: RightsUsedRow,
  name: 'rights_used',
  key: ['scheme', 'claim', 'household'],
};
