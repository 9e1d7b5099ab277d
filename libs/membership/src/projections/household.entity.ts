import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, type Table } from '#eventstore';
import type { Day } from '#kernel';
import type { Absence, Category, CoverSpan, Relation } from '../household/household.types.js';

/** `awaiting`: the first or next cover is to be paid and none runs. */
export const householdStatuses = ['awaiting', 'covered', 'lapsed', 'left', 'struckOff'] as const;
export type HouseholdStatus = (typeof householdStatuses)[number];

/** A household as staff list it: ids and days, no name. */
@Entity({ schema: 'membership', name: 'household' })
export class HouseholdRow {
  @PrimaryColumn('text') household: string;
  @Column('text') scheme: string;
  @Column('text') product: string;
  @Column('text') section: string;
  @Column('text', { nullable: true }) policyholder: string | null;
  @Column('text') status: HouseholdStatus;
  @Column('int') persons: number;
  @DayColumn({ name: 'enrolled_on' }) enrolledOn: Day;
  /** Of the latest term that gave cover. */
  @DayColumn({ name: 'cover_from', nullable: true }) coverFrom: Day | null;
  @DayColumn({ name: 'cover_to', nullable: true }) coverTo: Day | null;
  @DayColumn({ name: 'grace_until', nullable: true }) graceUntil: Day | null;
  /** The next day whose close decides something. */
  @DayColumn({ nullable: true }) deadline: Day | null;
  /** What it can bear to pay, as found from day to day; the last recorded that holds a day tells of it. */
  @Column('jsonb') categories: readonly Category[];
  @Column('text', { name: 'remote_payer', nullable: true }) remotePayer: string | null;
}

export const householdTable: Table<HouseholdRow> = { entity: HouseholdRow, name: 'household', key: ['household'] };

/** A person of a household and their cover as it stands. */
@Entity({ schema: 'membership', name: 'member' })
export class MemberRow {
  @PrimaryColumn('text') household: string;
  @PrimaryColumn('text') person: string;
  @Column('text') scheme: string;
  @Column('text') relation: Relation;
  @DayColumn({ name: 'died_on', nullable: true }) diedOn: Day | null;
  @Column('jsonb', { nullable: true }) undeclared: { readonly from: Day; readonly to: Day } | null;
  @Column('jsonb') spans: readonly CoverSpan[];
  /** Last day as one of the household. */
  @DayColumn({ name: 'left_on', nullable: true }) leftOn: Day | null;
  @Column('jsonb') absences: readonly Absence[];
}

export const memberTable: Table<MemberRow> = { entity: MemberRow, name: 'member', key: ['household', 'person'] };
