import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Shard } from '../event-log.js';

/** Those there were at first. One that came later has a migration of its own, or databases made before would lack it. */
const firstShards: readonly Shard[] = ['membership', 'contributions', 'benefits', 'subsidies', 'audit'];

/**
 * The event log: each table is partitioned by shard, and a context's role sees only its own partition. Rows of `event`
 * are written once: no role is granted UPDATE or DELETE, and a trigger refuses both (and TRUNCATE) to everyone else.
 */
export class EventLog1760000000000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table es.head (shard text not null, position bigint not null) partition by list (shard);
      create table es.event (
        shard text not null, position bigint not null, version int not null, schema_version smallint not null,
        event_id uuid not null, command_id uuid not null, correlation uuid not null, cause uuid,
        effective_at date not null, recorded_at timestamptz not null,
        stream text not null, type text not null, scheme text not null, actor_id text not null, actor_role text not null,
        clear bytea not null, sealed bytea
      ) partition by list (shard);
      create table es.command (
        shard text not null, command_id uuid not null, first_position bigint not null, last_position bigint not null,
        fingerprint text, answer bytea
      ) partition by list (shard);

      create function es.refuse_change() returns trigger language plpgsql as $$
        begin raise exception 'events are written once: % on % is refused', tg_op, tg_table_name using errcode = '55000'; end $$;
    `);
    for (const shard of firstShards) await addShard(query, shard);
    await query.query(`grant select on es.head, es.event, es.command to entraide_audit`);
  }

  async down(): Promise<void> {
    throw new Error('an event log is not taken down');
  }
}

/** One context's partition of each table, what guards it, and what its role may do. */
export const addShard = async (query: QueryRunner, shard: Shard): Promise<void> => {
  await query.query(`
    create table es.head_${shard} partition of es.head for values in ('${shard}') with (fillfactor = 10);
    insert into es.head values ('${shard}', 0);
    create table es.event_${shard} partition of es.event for values in ('${shard}');
    alter table es.event_${shard} add primary key (position);
    create unique index event_${shard}_stream on es.event_${shard} (stream, version);
    alter table es.event_${shard} alter clear set storage main, alter sealed set storage main;
    create table es.command_${shard} partition of es.command for values in ('${shard}');
    alter table es.command_${shard} add primary key (command_id);

    create function es.move_head_${shard}(
      was bigint, becomes bigint, last_event uuid default null, streams text[] default '{}', versions int[] default '{}'
    ) returns void language plpgsql as $$
    begin
      update es.head_${shard} set position = becomes where position = was;
      if not found then raise exception 'another writer moved the head of ${shard}' using errcode = '40001'; end if;
      if last_event is not null
        and not exists (select from es.event_${shard} where position = was and event_id = last_event) then
        raise exception 'the batch before this one was not stored in ${shard}' using errcode = '40001';
      end if;
      for place in 1 .. cardinality(streams) loop
        if not exists (select from es.event_${shard} where stream = streams[place] and version = versions[place]) then
          raise exception 'a stream of ${shard} has no version %', versions[place] using errcode = 'EN001';
        end if;
      end loop;
    end $$;

    create trigger written_once before update or delete on es.event_${shard} for each row execute function es.refuse_change();
    create trigger never_emptied before truncate on es.event_${shard} for each statement execute function es.refuse_change();
    create trigger command_written_once before update or delete on es.command_${shard} for each row execute function es.refuse_change();
    create trigger command_never_emptied before truncate on es.command_${shard} for each statement execute function es.refuse_change();

    grant select, insert on es.event_${shard}, es.command_${shard} to entraide_${shard};
    grant select, update (position) on es.head_${shard} to entraide_${shard};
  `);
};
