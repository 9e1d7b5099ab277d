import pg from 'pg';
import type { Append, KnownCommand } from '../event-log.js';
import type { Lookup, StreamHead } from './batch.js';
import type { ShardSql } from './shard-sql.js';

type CommandRow = [commandId: string, first: string, last: string, fingerprint: string | null, answer: Buffer | null];
type LookupRow = [stream: string | null, version: number | null, ...command: CommandRow];

/** What the database knows of the streams and commands of some appends. */
export const lookUp = async (client: pg.Client, sql: ShardSql, appends: readonly Append[]): Promise<Lookup> => {
  const streams = new Set<string>();
  for (const append of appends) for (const { stream } of append.streams) streams.add(stream);
  const { rows } = await client.query<LookupRow>({
    name: 'look-up',
    text: sql.lookUp,
    values: [[...streams], appends.map(({ metadata }) => metadata.commandId)],
    rowMode: 'array',
  });
  const heads = new Map<string, StreamHead>();
  const commands = new Map<string, KnownCommand>();
  for (const stream of streams) heads.set(stream, { version: 0 });
  for (const [stream, version, ...command] of rows) {
    if (stream !== null) heads.set(stream, { version: version! });
    else commands.set(command[0], knownCommand(command));
  }
  return { heads, commands };
};

export const knownCommand = ([commandId, first, last, fingerprint, answer]: CommandRow): KnownCommand => ({
  commandId,
  fingerprint,
  firstPosition: Number(first),
  lastPosition: Number(last),
  answer,
});
