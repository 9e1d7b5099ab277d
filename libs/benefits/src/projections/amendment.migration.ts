import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Amendments that wait for their claims, or waited, each row under the scheme that may read it. */
export class Amendments1760000240000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table benefits.amendment (
        scheme text not null, claim text not null, provider text not null, person text not null, kind text not null,
        "by" text, status text not null, reason text, parked_on date not null, last_day date not null, settled_on date,
        primary key (scheme, claim, provider)
      );
      create index amendment_waiting on benefits.amendment (scheme, status, last_day);
    `);
    await query.query(`select es.protect_read_model('benefits.amendment', 'entraide_benefits')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('drop table benefits.amendment');
  }
}
