import type { Position, Shard } from '../event-log.js';

const eventColumns =
  'shard, position, version, schema_version, event_id, command_id, correlation, cause, effective_at, recorded_at, stream, type, scheme, actor_id, actor_role, clear, sealed';

/** The statements of one shard. Names of shards are a closed list and positions are numbers: nothing here is input. */
export const sqlOf = (shard: Shard) => ({
  /**
   * Stores a batch whose rows follow: the head moves only from the position the batch was composed for. Two writers
   * can't both succeed, and a reader that sees a position sees every one before it.
   */
  store: (from: Position, to: Position) =>
    `select es.move_head_${shard}(${Math.trunc(from)}, ${Math.trunc(to)});
     copy es.event_${shard} (${eventColumns}) from stdin (format binary);
     copy es.command_${shard} (shard, command_id, first_position, last_position, fingerprint, answer) from stdin (format binary)`,
  lockHead: `select position from es.head_${shard} for update`,
  /** What is known of some streams and commands, in one question. */
  lookUp: `
    select s.stream, e.version, null::text as command_id, null::bigint as first_position, null::bigint as last_position,
      null::text as fingerprint, null::bytea as answer
    from unnest($1::text[]) as s (stream)
    cross join lateral (select version from es.event_${shard} where stream = s.stream order by version desc limit 1) as e
    union all
    select null, null, command_id::text, first_position, last_position, fingerprint, answer
    from es.command_${shard} where command_id = any($2::uuid[])`,
  command: `
    select command_id::text, first_position, last_position, fingerprint, answer from es.command_${shard} where command_id = $1`,
  head: `select position from es.head_${shard}`,
});

export type ShardSql = ReturnType<typeof sqlOf>;
