import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `es.protect_read_model(table, role)`: whoever reads the table, its owner included, sees the rows of the schemes named
 * in `app.schemes` (comma-separated, set per transaction), all rows when that is `*`, and no row when it is not set.
 * The setting is read once per statement, not once per row.
 */
export class ProtectReadModels1735689600000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create function es.protect_read_model(read_model regclass, reader name) returns void language plpgsql as $body$
      declare
        in_scope constant text := $scope$
          scheme = any ((select string_to_array(current_setting('app.schemes', true), ','))::text[])
          or (select current_setting('app.schemes', true)) = '*'
        $scope$;
      begin
        if not exists (
          select from pg_attribute
           where attrelid = read_model and attname = 'scheme' and atttypid = 'text'::regtype and attnotnull
        ) then
          raise exception 'read model % has no column "scheme text not null"', read_model;
        end if;
        execute format('alter table %s enable row level security', read_model);
        execute format('alter table %s force row level security', read_model);
        execute format('drop policy if exists in_scope on %s', read_model);
        execute format('create policy in_scope on %s using (%s) with check (%s)', read_model, in_scope, in_scope);
        execute format('grant select, insert, update, delete on %s to %I', read_model, reader);
      end
      $body$`);
    await query.query('revoke execute on function es.protect_read_model(regclass, name) from public');
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('drop function es.protect_read_model(regclass, name)');
  }
}
