import type { MigrationInterface, QueryRunner } from 'typeorm';
import { shards } from '#eventstore';

/**
 * Who read what. A context's role adds an entry and reads none; whoever audits reads them; nobody changes or removes
 * one. The number and the binding to the entry before are made here, one entry after the other, whoever writes.
 */
export class Readings1764000000000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    const roles = shards.map(shard => `entraide_${shard}`).join(', ');
    await query.query(`
      create table es.reading (number bigint primary key, entry text not null, previous bytea not null, hash bytea not null);
      create index reading_person on es.reading using gin ((entry::jsonb -> 'persons'));
      create index reading_actor on es.reading ((entry::jsonb ->> 'actor'));

      create function es.chain_reading() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
        declare last es.reading;
        begin
          perform pg_advisory_xact_lock(hashtext('entraide.readings'));
          select * into last from es.reading order by number desc limit 1;
          new.number := coalesce(last.number, 0) + 1;
          new.previous := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
          new.hash := sha256(new.previous || convert_to(new.entry, 'UTF8'));
          return new;
        end $$;
      create trigger chained before insert on es.reading for each row execute function es.chain_reading();
      create trigger written_once before update or delete on es.reading for each row execute function es.refuse_change();
      create trigger never_emptied before truncate on es.reading for each statement execute function es.refuse_change();

      grant insert (entry) on es.reading to ${roles};
      grant select on es.reading to entraide_audit;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('who read what is not forgotten by a change of schema'));
  }
}
