import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Numbers of cards in force, and who has a photograph; the photographs themselves stay sealed in the log. */
export class MembershipCards1764100000000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table membership.card (
        scheme text not null, person text not null, issue int not null, photo boolean not null,
        primary key (scheme, person)
      );
    `);
    await query.query(`select es.protect_read_model('membership.card', 'entraide_membership')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('drop table membership.card');
  }
}
