import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = ['claim', 'payable', 'provider_balance', 'rights_used', 'journal'] as const;

/** Claims, what providers are owed, rights used and the journal, each row under the scheme that may read it. */
export class BenefitsReadModels1760000200000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table benefits.claim (
        scheme text not null, claim text not null, provider text not null, person text not null, household text,
        service_date date not null, received_on date not null, recorded_at timestamptz(3) not null, status text not null,
        decision int not null, payee text not null, currency text not null, billed bigint not null, allowed bigint not null,
        write_off bigint not null, scheme_share bigint not null, member_pays bigint not null, remittance text,
        primary key (scheme, claim)
      );
      create index claim_of_scheme on benefits.claim (scheme, recorded_at, claim);
      create index claim_of_provider on benefits.claim (provider, recorded_at, claim);
      create index claim_of_person on benefits.claim (person, service_date);
      create table benefits.payable (
        position bigint primary key, scheme text not null, provider text not null, claim text not null, decision int not null,
        amount bigint not null, currency text not null, recorded_on date not null
      );
      create index payable_of_provider on benefits.payable (scheme, provider, position);
      create table benefits.provider_balance (
        scheme text not null, provider text not null, currency text not null, decided bigint not null, paid bigint not null,
        owed bigint not null, through bigint not null,
        primary key (scheme, provider, currency)
      );
      create table benefits.rights_used (
        scheme text not null, claim text not null, household text not null, person text not null, status text not null,
        governs date not null, period_from date, period_to date, ceilings bigint not null, deducted bigint not null,
        primary key (scheme, claim)
      );
      create index rights_used_of_household on benefits.rights_used (household, governs);
      create table benefits.journal (
        position bigint not null, line int not null, scheme text not null, account text not null, party text not null,
        amount bigint not null, currency text not null, document text not null, because text not null, booked_on date not null,
        primary key (position, line)
      );
      create index journal_of_scheme on benefits.journal (scheme, account, position);
    `);
    for (const table of tables)
      await query.query(`select es.protect_read_model('benefits.${table}', 'entraide_benefits')`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table ${tables.map(table => `benefits.${table}`).join(', ')}`);
  }
}
