import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, MinorColumn, type Table } from '#eventstore';
import type { Currency, Day, Minor } from '#kernel';
import type { SubsidyCode } from '../fund/fund.events.js';

/** `committed` stays `committed` when the scheme is paid: settling is told per scheme, in the ledger. */
export type ReservationStatus = 'waiting' | 'partly-reserved' | 'reserved' | 'committed' | 'released' | 'declined';

/** Where a household's term stands with a fund. */
@Entity({ schema: 'subsidies', name: 'reservation' })
export class ReservationRow {
  @PrimaryColumn('text') fund: string;
  @PrimaryColumn('text') household: string;
  @PrimaryColumn('int') term: number;
  @Column('text') scheme: string;
  @Column('text') currency: Currency;
  @Column('text') status: ReservationStatus;
  /** All that was granted for the term. */
  @MinorColumn() amount: Minor;
  @Column('int') served: number;
  @Column('int') waiting: number;
  @Column('text', { nullable: true }) reason: SubsidyCode | null;
  /** Of the first request. */
  @DayColumn({ name: 'requested_on' }) requestedOn: Day;
  @DayColumn({ name: 'changed_on' }) changedOn: Day;
}

export const reservationTable: Table<ReservationRow> = {
  entity: ReservationRow,
  name: 'reservation',
  key: ['fund', 'household', 'term'],
};
