import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Villages of households, and where referrals stand. */
export class PlacesAndReferrals1760000320000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table subsidies.household (
        scheme text not null, household text not null, section text not null, primary key (scheme, household)
      );
      create table subsidies.referral (
        partner text not null, referral text not null, scheme text not null, status text not null,
        primary key (partner, referral)
      );
      create index referral_waiting on subsidies.referral (partner) where status = 'waiting';
    `);
    for (const table of ['household', 'referral'])
      await query.query(`select es.protect_read_model('subsidies.${table}', 'entraide_subsidies')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('drop table subsidies.referral, subsidies.household');
  }
}
