import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who prescribed what the control looked at, each row under the scheme that may read it. */
export class Prescriptions1760000245000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table benefits.prescription (
        scheme text not null, claim text not null, prescriber text not null, service_date date not null,
        flagged boolean not null, outcome text,
        primary key (scheme, claim)
      );
      create index prescription_of_day on benefits.prescription (scheme, service_date);
    `);
    await query.query(`select es.protect_read_model('benefits.prescription', 'entraide_benefits')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('drop table benefits.prescription');
  }
}
