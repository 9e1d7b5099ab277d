import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payments by telephone. */
export class ContributionsPayments1760000152000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table contributions.payment (
        household text not null, payment text not null, scheme text not null, reference text not null,
        control text not null, status text not null, amount bigint not null, currency text not null,
        asked_on date not null, code text, operator_reference text, booked_amount bigint, receipt text, booked_on date,
        reconciled_on date,
        primary key (household, payment)
      );
      create index payment_by_reference on contributions.payment (reference);
      create index payment_by_operator on contributions.payment (scheme, operator_reference);
      create index payment_open on contributions.payment (scheme, status, booked_on) where reconciled_on is null;
    `);
    await query.query(`select es.protect_read_model('contributions.payment', 'entraide_contributions')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('drop table contributions.payment');
  }
}
