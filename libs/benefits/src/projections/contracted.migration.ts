import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contracts with providers, each row under the scheme that may read it. */
export class BenefitsContracted1760000225000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table benefits.contracted (
        scheme text not null, provider text not null, "from" date not null, "to" date, level text not null,
        primary key (scheme, provider, "from")
      )
    `);
    await query.query(`select es.protect_read_model('benefits.contracted', 'entraide_benefits')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('drop table benefits.contracted');
  }
}
