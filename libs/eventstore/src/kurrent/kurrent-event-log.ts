import {
  type Append,
  type AppendResult,
  EventLog,
  type KnownCommand,
  type Position,
  type ReadOptions,
  type ScanOptions,
  type Shard,
  type StoredEvent,
} from '../event-log.js';
import { Listeners } from '../listeners.js';
import { Tail } from '../postgres/tail.js';
import { Ledger } from './ledger.js';
import { StreamNames, usualPrefix } from './names.js';
import { commandOf } from './records.js';
import { KurrentServer } from './server.js';
import { ShardReader } from './shard-reader.js';
import { ShardWriter } from './shard-writer.js';

export interface KurrentEventLogOptions {
  /** Connection string for each shard: with a user of its own where contexts are kept apart. */
  readonly urlOf: (shard: Shard) => string;
  /** Begins the name of every stream; `entraide/` unless said. */
  readonly prefix?: string;
  /** Whoever is let in may only read: nothing is begun, nothing appended. False unless said. */
  readonly readOnly?: boolean;
  /** Commands stored together at most; 64 unless said. */
  readonly groupCommands?: number;
  /** How long an append in doubt is asked about; 10 s unless said. */
  readonly doubtMs?: number;
  /** How long a read waits for its next record; 10 s unless said. */
  readonly readMs?: number;
}

interface ShardLog {
  readonly server: KurrentServer;
  readonly names: StreamNames;
  readonly ledger: Ledger;
  readonly reader: ShardReader;
  readonly writer: ShardWriter;
  readonly tail: Tail;
  stopWatching?: () => void;
}

const scanPage = 4_000;

/**
 * The event log on KurrentDB: a stream of the server for each of ours, one for each command, and a ledger per shard
 * that gives dense positions. docs/adr/0013 says where everything lives and why.
 */
export class KurrentEventLog extends EventLog {
  readonly abilities = { dense: true, severalStreams: true } as const;
  private readonly listeners = new Listeners();
  private readonly shards = new Map<Shard, ShardLog>();
  private readonly servers = new Map<string, KurrentServer>();

  constructor(private readonly options: KurrentEventLogOptions) {
    super();
  }

  /** Begins the shards' ledgers where there are none, unless it may only read. @throws LogUnsuitable LogUnavailable */
  async open(shards: readonly Shard[]): Promise<void> {
    for (const shard of shards) await this.shard(shard).writer.open();
  }

  append(append: Append): Promise<AppendResult> {
    return this.shard(append.shard).writer.append(append);
  }

  async findCommand(shard: Shard, commandId: string): Promise<KnownCommand | undefined> {
    const { server, names } = this.shard(shard);
    const record = await server.last(names.ofCommand(commandId));
    return record && commandOf(record).known;
  }

  readStream(shard: Shard, stream: string, fromVersion = 1): Promise<readonly StoredEvent[]> {
    return this.shard(shard).reader.stream(stream, fromVersion);
  }

  readStreams(shard: Shard, streams: readonly string[]): Promise<readonly (readonly StoredEvent[])[]> {
    return Promise.all(streams.map(stream => this.readStream(shard, stream)));
  }

  async readAll(shard: Shard, { after, limit, direction = 'forward' }: ReadOptions): Promise<readonly StoredEvent[]> {
    const { ledger, reader } = this.shard(shard);
    const head = await ledger.head();
    if (!head) return [];
    if (direction === 'forward') return reader.between(after ?? 0, Math.min((after ?? 0) + limit, head.position), head);
    const last = after === undefined ? head.position : Math.min(after - 1, head.position);
    return [...(await reader.between(Math.max(0, last - limit), last, head))].reverse();
  }

  async *scan(shard: Shard, { after = 0, upTo, types }: ScanOptions = {}): AsyncIterable<readonly StoredEvent[]> {
    const { ledger, reader } = this.shard(shard);
    const head = await ledger.head();
    if (!head) return;
    const end = Math.min(upTo ?? Infinity, head.position);
    for (let from = after; from < end; from += scanPage) {
      const events = await reader.between(from, Math.min(from + scanPage, end), head);
      yield types ? events.filter(({ type }) => types.includes(type)) : events;
    }
  }

  async *scanCommands(shard: Shard, reaching: Position): AsyncIterable<readonly KnownCommand[]> {
    const { ledger, reader } = this.shard(shard);
    const head = await ledger.head();
    if (head) yield* reader.commands(reaching, head);
  }

  async head(shard: Shard): Promise<Position> {
    return (await this.shard(shard).ledger.head())?.position ?? 0;
  }

  override appendedAfter(shard: Shard, position: Position, limit: number): readonly StoredEvent[] | undefined {
    return this.shards.get(shard)?.tail.after(position, limit);
  }

  onAppended(shard: Shard, listener: () => void): () => void {
    const log = this.shard(shard);
    log.stopWatching ??= log.server.watch(log.names.ledger, () => this.listeners.notify(shard));
    return this.listeners.add(shard, listener);
  }

  /** Takes back what a test wrote under a prefix of its own. Only an account that may delete streams can. */
  async deleteEverything(shards: readonly Shard[]): Promise<void> {
    for (const shard of shards) {
      const { server, names } = this.shard(shard);
      for (const prefix of [names.events, names.commands, names.ledger]) await server.deleteStreams(prefix);
    }
  }

  async close(): Promise<void> {
    this.listeners.clear();
    for (const { stopWatching } of this.shards.values()) stopWatching?.();
    await Promise.all([...this.shards.values()].map(({ writer }) => writer.close()));
    await Promise.all([...this.servers.values()].map(server => server.close()));
  }

  private shard(shard: Shard): ShardLog {
    let log = this.shards.get(shard);
    if (!log) this.shards.set(shard, (log = this.openShard(shard)));
    return log;
  }

  private openShard(shard: Shard): ShardLog {
    const { prefix = usualPrefix, groupCommands = 64, doubtMs = 10_000, readOnly = false } = this.options;
    const server = this.server(this.options.urlOf(shard));
    const names = new StreamNames(prefix, shard);
    const ledger = new Ledger(server, names.ledger);
    const tail = new Tail();
    const onAppended = (stored: readonly StoredEvent[]): void => {
      tail.add(stored);
      this.listeners.notify(shard);
    };
    const writer = new ShardWriter(shard, names, server, ledger, { groupCommands, doubtMs, readOnly, onAppended });
    return { server, names, ledger, reader: new ShardReader(shard, names, server, ledger), writer, tail };
  }

  /** One client for each connection string. */
  private server(url: string): KurrentServer {
    let server = this.servers.get(url);
    if (!server) this.servers.set(url, (server = new KurrentServer(url, this.options.readMs ?? 10_000)));
    return server;
  }
}
