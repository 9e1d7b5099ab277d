import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schemes, sections, households and their members, each row under the scheme that may read it. No name of a person. */
export class MembershipReadModels1760000100000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table membership.scheme (
        scheme text primary key, name text not null, federation text not null, currency text not null,
        timezone text not null, closed_up_to date
      );
      create table membership.section (
        scheme text not null, section text not null, name text not null,
        primary key (scheme, section)
      );
      create table membership.household (
        household text primary key, scheme text not null, product text not null, section text not null, policyholder text,
        status text not null, persons int not null, enrolled_on date not null, cover_from date, cover_to date,
        grace_until date, deadline date
      );
      create index household_calendar on membership.household (scheme, deadline) where deadline is not null;
      create index household_of_section on membership.household (scheme, section, household);
      create table membership.member (
        household text not null, person text not null, scheme text not null, relation text not null, died_on date,
        undeclared jsonb, spans jsonb not null,
        primary key (household, person)
      );
      create index member_person on membership.member (person);
    `);
    for (const table of ['scheme', 'section', 'household', 'member'])
      await query.query(`select es.protect_read_model('membership.${table}', 'entraide_membership')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('drop table membership.member, membership.household, membership.section, membership.scheme');
  }
}
