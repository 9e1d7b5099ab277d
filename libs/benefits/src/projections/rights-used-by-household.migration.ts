import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A claim may use the rights of several households: each of its person's products keeps its own count. */
export class RightsUsedByHousehold1760000230000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table benefits.rights_used drop constraint rights_used_pkey;
      alter table benefits.rights_used add primary key (scheme, claim, household);
    `);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table benefits.rights_used drop constraint rights_used_pkey;
      alter table benefits.rights_used add primary key (scheme, claim);
    `);
  }
}
