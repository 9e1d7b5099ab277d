import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tills, the cash book and the booklets; the journal also has lines that are of no household. */
export class ContributionsCash1760000151000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table contributions.journal alter column household drop not null;
      alter table contributions.journal add column till text;
      alter table contributions.receipt add column till text;
      create table contributions.till (
        scheme text not null, till text not null, status text not null, kind text not null, holder text not null,
        currency text not null, session int not null, maximum bigint, expected bigint not null, counted bigint,
        difference bigint, last_on date not null,
        primary key (scheme, till)
      );
      create table contributions.cash_book (
        position bigint primary key, scheme text not null, till text not null, session int not null, "on" date not null,
        entry text not null, reference text, amount bigint not null, balance bigint not null, currency text not null
      );
      create index cash_book_of_till on contributions.cash_book (scheme, till, position);
      create table contributions.booklet (
        scheme text not null, booklet text not null, "from" text not null, "to" text not null, holder text not null,
        issued_on date not null, returned_on date, missing json,
        primary key (scheme, booklet)
      );
    `);
    for (const table of ['till', 'cash_book', 'booklet'])
      await query.query(`select es.protect_read_model('contributions.${table}', 'entraide_contributions')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      drop table contributions.booklet, contributions.cash_book, contributions.till;
      alter table contributions.receipt drop column till;
      alter table contributions.journal drop column till;
      delete from contributions.journal where household is null;
      alter table contributions.journal alter column household set not null;
    `);
  }
}
