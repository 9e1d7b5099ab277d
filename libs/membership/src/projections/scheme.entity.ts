import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, type Table } from '#eventstore';
import type { Currency, Day } from '#kernel';

@Entity({ schema: 'membership', name: 'scheme' })
export class SchemeRow {
  @PrimaryColumn('text') scheme: string;
  @Column('text') name: string;
  @Column('text') federation: string;
  @Column('text') currency: Currency;
  @Column('text') timezone: string;
  /** Latest day that was closed. */
  @DayColumn({ name: 'closed_up_to', nullable: true }) closedUpTo: Day | null;
}

export const schemeTable: Table<SchemeRow> = { entity: SchemeRow, name: 'scheme', key: ['scheme'] };

/** A section (village group) of a scheme. */
@Entity({ schema: 'membership', name: 'section' })
export class SectionRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') section: string;
  @Column('text') name: string;
}

export const sectionTable: Table<SectionRow> = { entity: SectionRow, name: 'section', key: ['scheme', 'section'] };
