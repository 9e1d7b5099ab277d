import pg from 'pg';
import type { Position, Shard } from '../event-log.js';

/** In the order batch.ts writes them: first what all events of a command share. */
const eventColumns =
  'shard, command_id, correlation, cause, recorded_at, scheme, actor_id, actor_role, position, stream, version, type, schema_version, event_id, effective_at, clear, sealed';

/** What a batch takes for granted. The store refuses it (and all of it) when one of these is not so. */
export interface Premises {
  /** Position of the newest event. */
  readonly head: Position;
  /** The newest event itself, when a batch before this one is still on its way to become it. */
  readonly lastEventId: string | undefined;
  /** Streams taken to be at the version the command expects, without having looked. */
  readonly guessed: ReadonlyMap<string, number>;
}

/** SQLSTATEs of es.move_head_…: the head is not where the batch thought; a stream was not at the version guessed. */
export const headMoved = '40001';
export const guessedWrong = 'EN001';

/** The statements of one shard. Names of shards are a closed list and positions are numbers; the rest is quoted. */
export const sqlOf = (shard: Shard) => ({
  /**
   * Stores a batch whose rows follow: the head moves only from the position the batch was composed for. Two writers
   * can't both succeed, and a reader that sees a position sees every one before it.
   */
  store: (premises: Premises, to: Position) =>
    `select es.move_head_${shard}(${Math.trunc(premises.head)}, ${Math.trunc(to)}${proofOf(premises)});
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

/** A stream guessed not to exist needs no proof: its first event would be there twice, and an index refuses that. */
const proofOf = ({ lastEventId, guessed }: Premises): string => {
  const begun = [...guessed].filter(([, version]) => version > 0);
  if (lastEventId === undefined && begun.length === 0) return '';
  const streams = begun.map(([stream]) => pg.escapeLiteral(stream)).join(', ');
  const versions = begun.map(([, version]) => Math.trunc(version)).join(', ');
  const last = lastEventId === undefined ? 'null' : pg.escapeLiteral(lastEventId);
  return `, ${last}, array[${streams}]::text[], array[${versions}]::int[]`;
};
