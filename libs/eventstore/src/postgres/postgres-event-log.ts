import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import {
  type Append,
  type AppendResult,
  EventLog,
  type KnownCommand,
  LogGap,
  LogUnavailable,
  type Position,
  type ReadOptions,
  type ScanOptions,
  type Shard,
  type StoredEvent,
} from '../event-log.js';
import { Listeners } from '../listeners.js';
import { commandLines, commandLinesDecoder } from './command-lines.js';
import { knownCommand } from './look-ups.js';
import { sqlOf } from './shard-sql.js';
import { ShardWriter } from './shard-writer.js';
import { Tail } from './tail.js';
import { CopyDecoder, eventColumns, eventColumnsAsText, eventFromTextRow, type TextRow } from './stored-row.js';

export interface PostgresEventLogOptions {
  /** Connection string of each shard's own role. */
  readonly urlOf: (shard: Shard) => string;
  /** Commands per statement at most; 512 unless said. */
  readonly batchCommands?: number;
  /** How long an append in doubt is asked about; 10 s unless said. */
  readonly doubtMs?: number;
  /** Reading connections per shard; 4 unless said. */
  readonly readers?: number;
}

/** The event log on PostgreSQL: dense positions under one head row per shard, grouped appends, bytes kept as written. */
export class PostgresEventLog extends EventLog {
  readonly abilities = { dense: true, severalStreams: true } as const;
  private readonly listeners = new Listeners();
  private readonly writers = new Map<Shard, ShardWriter>();
  private readonly tails = new Map<Shard, Tail>();
  private readonly pools = new Map<Shard, pg.Pool>();

  constructor(private readonly options: PostgresEventLogOptions) {
    super();
  }

  append(append: Append): Promise<AppendResult> {
    return this.writer(append.shard).append(append);
  }

  async findCommand(shard: Shard, commandId: string): Promise<KnownCommand | undefined> {
    const { rows } = await this.ask(shard, {
      name: 'command',
      text: sqlOf(shard).command,
      values: [commandId],
      rowMode: 'array',
    });
    return rows[0] ? knownCommand(rows[0] as Parameters<typeof knownCommand>[0]) : undefined;
  }

  async readStream(shard: Shard, stream: string, fromVersion = 1): Promise<readonly StoredEvent[]> {
    return this.events(shard, 'stream', 'stream = $1 and version >= $2 order by version', [stream, fromVersion]);
  }

  async readStreams(shard: Shard, streams: readonly string[]): Promise<readonly (readonly StoredEvent[])[]> {
    const byStream = new Map<string, StoredEvent[]>(streams.map(stream => [stream, []]));
    for (const event of await this.events(shard, 'streams', 'stream = any($1) order by stream, version', [streams]))
      byStream.get(event.stream)!.push(event);
    return streams.map(stream => byStream.get(stream)!);
  }

  async readAll(shard: Shard, { after, limit, direction = 'forward' }: ReadOptions): Promise<readonly StoredEvent[]> {
    return direction === 'forward'
      ? this.events(shard, 'forward', 'position > $1 order by position limit $2', [after ?? 0, limit])
      : this.events(shard, 'backward', 'position < $1 order by position desc limit $2', [
          after ?? Number.MAX_SAFE_INTEGER,
          limit,
        ]);
  }

  async *scan(shard: Shard, { after = 0, upTo, types }: ScanOptions = {}): AsyncIterable<readonly StoredEvent[]> {
    const end = types ? Math.min(upTo ?? Infinity, await this.head(shard)) : upTo;
    yield* this.copyOut(shard, `${within(after, end)}${types ? ` and type = any(${listOf(types)})` : ''}`);
    if (types && end !== undefined) await this.assertDense(shard, after, end);
  }

  async *scanCommands(shard: Shard, reaching: Position): AsyncIterable<readonly KnownCommand[]> {
    yield* this.copied(
      shard,
      `copy (${commandLines} from es.command_${shard} where last_position >= ${Math.trunc(reaching)} order by first_position, last_position, command_id) to stdout`,
      commandLinesDecoder(),
    );
  }

  async head(shard: Shard): Promise<Position> {
    const { rows } = await this.ask(shard, { name: 'head', text: sqlOf(shard).head, rowMode: 'array' });
    return Number((rows[0] as [string])[0]);
  }

  override appendedAfter(shard: Shard, position: Position, limit: number): readonly StoredEvent[] | undefined {
    return this.tails.get(shard)?.after(position, limit);
  }

  onAppended(shard: Shard, listener: () => void): () => void {
    return this.listeners.add(shard, listener);
  }

  async close(): Promise<void> {
    this.listeners.clear();
    await Promise.all([...this.writers.values()].map(writer => writer.close()));
    await Promise.all([...this.pools.values()].map(pool => pool.end()));
  }

  /** Rows that were left out cannot show that one is missing: they are counted, which takes a tenth of the time. */
  private async assertDense(shard: Shard, after: Position, end: Position): Promise<void> {
    const text = `select count(*) from es.event_${shard} where ${within(after, end)}`;
    const { rows } = await this.ask(shard, { text, rowMode: 'array' });
    const events = Number((rows[0] as [string])[0]);
    if (events !== Math.max(0, end - after)) throw new LogGap(`${shard}: ${events} events after ${after} up to ${end}`);
  }

  private async *copyOut(shard: Shard, where: string): AsyncIterable<readonly StoredEvent[]> {
    const decoder = new CopyDecoder(shard);
    yield* this.copied(
      shard,
      `copy (select ${eventColumns} from es.event_${shard} where ${where} order by position) to stdout (format binary)`,
      chunk => decoder.rows(chunk),
    );
  }

  private async *copied<Row>(
    shard: Shard,
    statement: string,
    rowsOf: (chunk: Buffer) => readonly Row[],
  ): AsyncIterable<readonly Row[]> {
    const client = await this.pool(shard).connect();
    let unfinished = true;
    let lost = false;
    // The server may go between the last row and the next question: nobody else listens then, and the process would end.
    const note = (): void => void (lost = true);
    client.on('error', note);
    try {
      for await (const chunk of client.query(copyTo(statement))) {
        const rows = rowsOf(chunk as Buffer);
        if (rows.length > 0) yield rows;
      }
      unfinished = false;
    } finally {
      // Leaving a COPY half read would block the next user of this connection.
      client.off('error', note);
      client.release(unfinished || lost);
    }
  }

  private async events(shard: Shard, name: string, where: string, values: unknown[]): Promise<StoredEvent[]> {
    const text = `select ${eventColumnsAsText} from es.event_${shard} where ${where}`;
    const { rows } = await this.ask(shard, { name, text, values, rowMode: 'array' });
    return rows.map(row => eventFromTextRow(shard, row as unknown as TextRow));
  }

  private async ask(shard: Shard, question: pg.QueryArrayConfig): Promise<pg.QueryArrayResult> {
    try {
      return await this.pool(shard).query(question);
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      // Codes of five characters come from the server's own answer; classes 57 and 53 say that it is going away or full.
      if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^(57|53|08)/.test(code)) throw error;
      throw new LogUnavailable(`the ${shard} log cannot be read now`, { cause: error });
    }
  }

  private writer(shard: Shard): ShardWriter {
    let writer = this.writers.get(shard);
    if (!writer) {
      const tail = new Tail();
      this.tails.set(shard, tail);
      writer = new ShardWriter(shard, {
        connection: { connectionString: this.options.urlOf(shard) },
        batchCommands: this.options.batchCommands ?? 512,
        doubtMs: this.options.doubtMs ?? 10_000,
        onAppended: stored => {
          tail.add(stored);
          this.listeners.notify(shard);
        },
      });
      this.writers.set(shard, writer);
    }
    return writer;
  }

  private pool(shard: Shard): pg.Pool {
    let pool = this.pools.get(shard);
    if (!pool) {
      pool = new pg.Pool({
        connectionString: this.options.urlOf(shard),
        max: this.options.readers ?? 4,
        application_name: `entraide read ${shard}`,
      });
      pool.on('error', () => undefined);
      this.pools.set(shard, pool);
    }
    return pool;
  }
}

const within = (after: Position, end: Position | undefined): string =>
  `position > ${Math.trunc(after)}${end === undefined ? '' : ` and position <= ${Math.trunc(end)}`}`;

const listOf = (texts: readonly string[]): string => `array[${texts.map(pg.escapeLiteral).join(', ')}]::text[]`;
