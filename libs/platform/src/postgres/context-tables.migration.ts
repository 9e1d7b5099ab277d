import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Shard } from '#eventstore';
import type { MigrationClass } from '../context-parts.js';
import { roleName } from './credentials.js';

/**
 * What every context keeps beside its read models: where its subscriptions stand, the streams they set aside, and the
 * wrapped keys of sealed fields. A key is destroyed by emptying it, never by forgetting that there was one.
 */
export const contextTables = (schema: Shard): MigrationClass =>
  class implements MigrationInterface {
    readonly name = 'ContextTables1735689600001';

    async up(query: QueryRunner): Promise<void> {
      const role = roleName(schema);
      await query.query(`
        create table ${schema}.checkpoint (
          name text primary key,
          position bigint not null,
          epoch bigint not null
        ) with (fillfactor = 50)`);
      await query.query(`
        create table ${schema}.parked (
          name text not null,
          stream text not null,
          position bigint not null,
          error text not null,
          attempts int not null,
          parked_at timestamptz not null default now(),
          primary key (name, stream)
        )`);
      await query.query(`
        create table ${schema}.data_key (
          subject text not null,
          class text not null,
          key_id uuid not null,
          wrapped bytea,
          created_at timestamptz not null default now(),
          destroyed_at timestamptz,
          primary key (subject, class),
          check (wrapped is null or destroyed_at is null)
        )`);
      await query.query(`grant select, insert, update, delete on ${schema}.checkpoint, ${schema}.parked to ${role}`);
      await query.query(`grant select, insert, update on ${schema}.data_key to ${role}`);
    }

    async down(query: QueryRunner): Promise<void> {
      await query.query(`drop table ${schema}.checkpoint, ${schema}.parked, ${schema}.data_key`);
    }
  };
