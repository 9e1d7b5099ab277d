import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, InstantColumn, MinorColumn, type Table } from '#eventstore';
import type { Currency, Day, Instant, Minor } from '#kernel';
import type { ClaimStatus } from '../household/household.types.js';

/** A claim as staff see it: who, when, how much and how it stands. Never an act, a reason or a diagnosis. */
@Entity({ schema: 'benefits', name: 'claim' })
export class ClaimRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') claim: string;
  @Column('text') provider: string;
  @Column('text') person: string;
  @Column('text', { nullable: true }) household: string | null;
  @DayColumn({ name: 'service_date' }) serviceDate: Day;
  @DayColumn({ name: 'received_on' }) receivedOn: Day;
  @InstantColumn({ name: 'recorded_at' }) recordedAt: Instant;
  @Column('text') status: ClaimStatus;
  @Column('int') decision: number;
  @Column('text') payee: 'provider' | 'member';
  @Column('text') currency: Currency;
  @MinorColumn() billed: Minor;
  @MinorColumn() allowed: Minor;
  @MinorColumn({ name: 'write_off' }) writeOff: Minor;
  @MinorColumn({ name: 'scheme_share' }) schemeShare: Minor;
  @MinorColumn({ name: 'member_pays' }) memberPays: Minor;
  /** The last remittance that paid or corrected it. */
  @Column('text', { nullable: true }) remittance: string | null;
}

export const claimTable: Table<ClaimRow> = { entity: ClaimRow, name: 'claim', key: ['scheme', 'claim'] };
