import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Funds, reservations and the journal, each row under the scheme that may read it (`*`: the federation). */
export class SubsidiesReadModels1760000300000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table subsidies.fund (
        fund text primary key, scheme text not null, funder text not null, currency text not null, contracts jsonb not null,
        received bigint not null, available bigint not null, reserved bigint not null, committed bigint not null,
        settled bigint not null
      );
      create table subsidies.reservation (
        fund text not null, household text not null, term int not null, scheme text not null, currency text not null,
        status text not null, amount bigint not null, served int not null, waiting int not null, reason text,
        requested_on date not null, changed_on date not null,
        primary key (fund, household, term)
      );
      create index reservation_of_scheme on subsidies.reservation (scheme, requested_on);
      create table subsidies.ledger (
        position bigint not null, line int not null, fund text not null, scheme text not null, account text not null,
        amount bigint not null, currency text not null, because text not null, household text, term int, reference text,
        effective_at date not null,
        primary key (position, line)
      );
      create index ledger_of_fund on subsidies.ledger (fund, position);
    `);
    for (const table of ['fund', 'reservation', 'ledger'])
      await query.query(`select es.protect_read_model('subsidies.${table}', 'entraide_subsidies')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('drop table subsidies.ledger, subsidies.reservation, subsidies.fund');
  }
}
