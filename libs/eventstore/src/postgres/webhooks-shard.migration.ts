import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addShard } from './event-log.migration.js';

/** Deliveries to the outside have a log of their own. Databases made before get it here, and so do new ones. */
export class WebhooksShard1763900000000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await addShard(query, 'webhooks');
    await query.query(
      'grant select on es.head_webhooks, es.event_webhooks, es.command_webhooks to entraide_audit, entraide_webhooks',
    );
  }

  async down(): Promise<void> {
    throw new Error('an event log is not taken down');
  }
}
