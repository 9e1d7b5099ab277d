import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, receipts and the journal, each row under the scheme that may read it. */
export class ContributionsReadModels1760000150000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table contributions.account (
        household text primary key, scheme text not null, product text not null, currency text, due bigint not null,
        paid bigint not null, outstanding bigint not null, credit bigint not null, next_due_on date, version int not null,
        account json not null
      );
      create index account_due on contributions.account (scheme, next_due_on) where next_due_on is not null;
      create table contributions.receipt (
        scheme text not null, receipt text not null, household text not null, amount bigint not null,
        currency text not null, received_on date not null, collector text, approved_by text, joining_fee bigint not null,
        contribution bigint not null, credit bigint not null, recorded_at timestamptz(3) not null, voided_on date,
        primary key (scheme, receipt)
      );
      create index receipt_by_day on contributions.receipt (scheme, received_on, receipt);
      create index receipt_of_household on contributions.receipt (household);
      create table contributions.journal (
        position bigint not null, line int not null, scheme text not null, household text not null, account text not null,
        amount bigint not null, currency text not null, because text not null, receipt text, term int,
        effective_at date not null,
        primary key (position, line)
      );
      create index journal_of_scheme on contributions.journal (scheme, position);
    `);
    for (const table of ['account', 'receipt', 'journal'])
      await query.query(`select es.protect_read_model('contributions.${table}', 'entraide_contributions')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('drop table contributions.journal, contributions.receipt, contributions.account');
  }
}
