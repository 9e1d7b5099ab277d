import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Receivers answer a challenge before anything is told to them; those that were there before it go on as they are. */
export class WebhookChallenges1763900200000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table webhooks.endpoint
        add confirmed boolean not null default true,
        add challenge_attempts int not null default 0,
        add challenge_due timestamptz(3),
        add challenge_fault text
    `);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table webhooks.endpoint
        drop confirmed, drop challenge_attempts, drop challenge_due, drop challenge_fault
    `);
  }
}
