import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Table } from '#eventstore';

/** In which village a household is. */
@Entity({ schema: 'subsidies', name: 'household' })
export class HouseholdRow {
  @PrimaryColumn('text') scheme: string;
  @PrimaryColumn('text') household: string;
  @Column('text') section: string;
}

export const householdTable: Table<HouseholdRow> = {
  entity: HouseholdRow,
  name: 'household',
  key: ['scheme', 'household'],
};
