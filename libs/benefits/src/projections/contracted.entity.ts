import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, type Table } from '#eventstore';
import type { Day } from '#kernel';

/** A provider's contract with a scheme, from its first day to its last or until further notice. */
@Entity({ schema: 'benefits', name: 'contracted' })
export class ContractedRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') provider: string;
  @DayColumn({ primary: true }) from: Day;
  @DayColumn({ nullable: true }) to: Day | null;
  @Column('text') level: string;
}

export const contractedTable: Table<ContractedRow> = {
  entity: ContractedRow,
  name: 'contracted',
  key: ['scheme', 'provider', 'from'],
};
