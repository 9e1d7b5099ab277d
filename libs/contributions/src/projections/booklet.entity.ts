import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, type Table } from '#eventstore';
import type { Day } from '#kernel';

/** A printed booklet of receipts. `missing`: numbers that never came back; null until it did. */
@Entity({ schema: 'contributions', name: 'booklet' })
export class BookletRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') booklet: string;
  @Column('text') from: string;
  @Column('text') to: string;
  @Column('text') holder: string;
  @DayColumn({ name: 'issued_on' }) issuedOn: Day;
  @DayColumn({ name: 'returned_on', nullable: true }) returnedOn: Day | null;
  @Column('json', { nullable: true }) missing: readonly string[] | null;
}

export const bookletTable: Table<BookletRow> = { entity: BookletRow, name: 'booklet', key: ['scheme', 'booklet'] };
