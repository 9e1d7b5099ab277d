import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many persons of each sex and age group joined a household. */
export class HouseholdPersons1760000330000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table subsidies.household_persons (
        scheme text not null, household text not null, bands jsonb not null, primary key (scheme, household)
      )`);
    await query.query(`select es.protect_read_model('subsidies.household_persons', 'entraide_subsidies')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('drop table subsidies.household_persons');
  }
}
