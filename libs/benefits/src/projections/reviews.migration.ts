import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The queue of reviews, each row under the scheme that may read it. */
export class BenefitsReviews1760000210000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table benefits.review (
        scheme text not null, claim text not null, review int not null, provider text not null, person text not null,
        status text not null, because text not null, opened_by text not null, opened_on date not null,
        amount bigint not null, assignee text, outcome text, after bigint,
        primary key (scheme, claim)
      );
      create index review_queue on benefits.review (scheme, status, amount desc, claim desc);
    `);
    await query.query(`select es.protect_read_model('benefits.review', 'entraide_benefits')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('drop table benefits.review');
  }
}
