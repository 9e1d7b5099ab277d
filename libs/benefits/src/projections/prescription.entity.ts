import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, type Table } from '#eventstore';
import type { Day } from '#kernel';

/** A claim that names who prescribed, and whether the control asked a second person to look at it. Nobody's acts. */
@Entity({ schema: 'benefits', name: 'prescription' })
export class PrescriptionRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') claim: string;
  /** An order number, or another name that stands for them. */
  @Column('text') prescriber: string;
  @DayColumn({ name: 'service_date' }) serviceDate: Day;
  @Column('boolean') flagged: boolean;
  /** What the second person found; null until they have, or where nobody was asked. */
  @Column('text', { nullable: true }) outcome: 'confirmed' | 'changed' | null;
}

export const prescriptionTable: Table<PrescriptionRow> = {
  entity: PrescriptionRow,
  name: 'prescription',
  key: ['scheme', 'claim'],
};
