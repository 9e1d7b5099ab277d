import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DayColumn, type Table } from '#eventstore';
import type { Band, Day } from '#kernel';

/** In which village a household is. */
@Entity({ schema: 'subsidies', name: 'household' })
export class HouseholdRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') household: string;
  @Column('text') section: string;
}

/** Cover of a term that a fund was asked for. */
@Entity({ schema: 'subsidies', name: 'term' })
export class TermRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') household: string;
  @PrimaryColumn('int') term: number;
  @DayColumn() from: Day;
  @DayColumn() to: Day;
}

/** Somebody for whom a fund was asked, by pseudonym. */
@Entity({ schema: 'subsidies', name: 'carried' })
export class CarriedRow {
  @PrimaryColumn('text') fund: string;
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') household: string;
  @PrimaryColumn('int') term: number;
  @PrimaryColumn('text') person: string;
  @DayColumn({ name: 'requested_on' }) requestedOn: Day;
}

export const termTable: Table<TermRow> = { entity: TermRow, name: 'term', key: ['scheme', 'household', 'term'] };
export const carriedTable: Table<CarriedRow> = {
  entity: CarriedRow,
  name: 'carried',
  key: ['fund', 'scheme', 'household', 'term', 'person'],
};

export const householdTable: Table<HouseholdRow> = {
  entity: HouseholdRow,
  name: 'household',
  key: ['scheme', 'household'],
};

/** How many persons of each band joined a household. */
@Entity({ schema: 'subsidies', name: 'household_persons' })
export class HouseholdPersonsRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') household: string;
  @Column('jsonb') bands: Readonly<Partial<Record<Band, number>>>;
}

export const personsTable: Table<HouseholdPersonsRow> = {
  entity: HouseholdPersonsRow,
  name: 'household_persons',
  key: ['scheme', 'household'],
};
