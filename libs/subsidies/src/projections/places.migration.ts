import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Villages and cover of households, whom funds carry, and where referrals stand. */
export class PlacesAndReferrals1760000320000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table subsidies.household (
        scheme text not null, household text not null, section text not null, primary key (scheme, household)
      );
      create table subsidies.term (
        scheme text not null, household text not null, term int not null, "from" date not null, "to" date not null,
        primary key (scheme, household, term)
      );
      create table subsidies.carried (
        fund text not null, scheme text not null, household text not null, term int not null, person text not null,
        requested_on date not null,
        primary key (fund, scheme, household, term, person)
      );
      create table subsidies.referral (
        partner text not null, referral text not null, scheme text not null, status text not null,
        primary key (partner, referral)
      );
      create index referral_waiting on subsidies.referral (partner) where status = 'waiting';
    `);
    for (const table of ['household', 'term', 'carried', 'referral'])
      await query.query(`select es.protect_read_model('subsidies.${table}', 'entraide_subsidies')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('drop table subsidies.referral, subsidies.carried, subsidies.term, subsidies.household');
  }
}
