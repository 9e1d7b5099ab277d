import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may be registered twice. The federation reads pairs; a scheme reads its own member of one, and nothing of the other. */
export class MembershipDuplicates1764200000000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table membership.duplicate (
        pair text primary key, scheme text not null, first jsonb not null, second jsonb not null, score int not null,
        because jsonb not null, status text not null, proposed_by text not null, proposed_on date not null,
        decided_by text, decided_on date, reference text
      );
      create table membership.duplicate_side (
        pair text not null, household text not null, scheme text not null, person text not null, status text not null,
        proposed_on date not null, decided_on date,
        primary key (pair, household)
      );
      create index duplicate_side_of_scheme on membership.duplicate_side (scheme, household);
    `);
    for (const table of ['duplicate', 'duplicate_side'])
      await query.query(`select es.protect_read_model('membership.${table}', 'entraide_membership')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('drop table membership.duplicate_side; drop table membership.duplicate');
  }
}
