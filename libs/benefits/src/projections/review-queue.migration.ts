import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tens of thousands of reviews wait at once: whoever works through their own, or a provider's, finds them by an index. */
export class ReviewQueue1760000235000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create index review_of_assignee on benefits.review (scheme, status, assignee, amount desc, claim desc);
      create index review_of_provider on benefits.review (scheme, status, provider, amount desc, claim desc);
      create index review_because on benefits.review (scheme, status, because, amount desc, claim desc);
    `);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      drop index benefits.review_of_assignee, benefits.review_of_provider, benefits.review_because;
    `);
  }
}
