import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What funders promised and did not give yet. */
export class FundPledges1760000310000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query('alter table subsidies.fund add column pledged bigint not null default 0');
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('alter table subsidies.fund drop column pledged');
  }
}
