import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who left a household and when, what the household can bear to pay, and who pays from elsewhere. Ids and days only. */
export class MembershipPeople1764000100000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table membership.member add column left_on date, add column absences jsonb not null default '[]';
      alter table membership.household add column categories jsonb not null default '[]', add column remote_payer text;
    `);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table membership.household drop column categories, drop column remote_payer;
      alter table membership.member drop column left_on, drop column absences;
    `);
  }
}
