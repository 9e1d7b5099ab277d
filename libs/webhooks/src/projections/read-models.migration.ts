import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Receivers, what they were told, and what waits: each row under the scheme that may read it. */
export class WebhooksReadModels1763900100000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table webhooks.endpoint (
        scheme text not null, endpoint text not null, provider text not null, contracts jsonb not null,
        status text not null, because text, failing_since timestamptz(3), previous_until timestamptz(3),
        subscribed_on date not null,
        primary key (scheme, endpoint)
      );
      create index endpoint_of_provider on webhooks.endpoint (scheme, provider);
      create index endpoint_by_status on webhooks.endpoint (status);
      create table webhooks.delivery (
        scheme text not null, endpoint text not null, message text not null, about text not null,
        contract text not null, status text not null, attempts int not null, last_status int, fault text,
        queued_at timestamptz(3) not null, tried_at timestamptz(3), due timestamptz(3),
        primary key (scheme, endpoint, message)
      );
      create index delivery_of_endpoint on webhooks.delivery (scheme, endpoint, queued_at);
      create table webhooks.queue (
        scheme text not null, endpoint text not null, about text not null, waiting jsonb not null,
        due timestamptz(3) not null,
        primary key (scheme, endpoint, about)
      );
      create index queue_due on webhooks.queue (due);
    `);
    for (const table of ['endpoint', 'delivery', 'queue'])
      await query.query(`select es.protect_read_model('webhooks.${table}', 'entraide_webhooks')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('drop table webhooks.queue, webhooks.delivery, webhooks.endpoint');
  }
}
