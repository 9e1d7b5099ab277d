import {
  type Append,
  type AppendResult,
  type Attempt,
  EventLog,
  type KnownCommand,
  type Position,
  type ReadOptions,
  type ScanOptions,
  type Shard,
  type StoredEvent,
} from '../event-log.js';
import { Listeners } from '../listeners.js';

interface MemoryShard {
  readonly events: StoredEvent[];
  readonly streams: Map<string, StoredEvent[]>;
  readonly commands: Map<string, KnownCommand>;
  /** Stream → what led to its last event. */
  readonly attempts: Map<string, Attempt | undefined>;
}

/** The event log without a disk: for unit tests and for running thousands of scenarios. Same contract, same answers. */
export class MemoryEventLog extends EventLog {
  readonly abilities = { dense: true, severalStreams: true } as const;
  private readonly shards = new Map<Shard, MemoryShard>();
  private readonly listeners = new Listeners();

  async append({ shard: name, streams, metadata, answer, attempt }: Append): Promise<AppendResult> {
    const shard = this.shard(name);
    const known = shard.commands.get(metadata.commandId);
    if (known) return { status: 'duplicate', known };
    for (const { stream, expected, after } of streams) {
      const actual = shard.streams.get(stream)?.length ?? 0;
      const byAnother = after !== undefined && shard.attempts.get(stream) !== after;
      if (byAnother || (expected !== 'any' && expected !== actual)) return { status: 'conflict', stream, actual };
    }
    const firstPosition = shard.events.length + 1;
    for (const { stream, events } of streams) {
      const history = shard.streams.get(stream) ?? [];
      shard.streams.set(stream, history);
      if (events.length > 0) shard.attempts.set(stream, attempt);
      for (const event of events) {
        const stored: StoredEvent = {
          shard: name,
          position: shard.events.length + 1,
          stream,
          version: history.length + 1,
          eventId: event.eventId,
          type: event.type,
          schemaVersion: event.schemaVersion,
          scheme: metadata.scheme,
          effectiveAt: event.effectiveAt,
          recordedAt: metadata.recordedAt,
          commandId: metadata.commandId,
          actor: metadata.actor,
          cause: metadata.cause ?? null,
          correlation: metadata.correlation,
          clear: event.clear,
          sealed: event.sealed,
        };
        history.push(stored);
        shard.events.push(stored);
      }
    }
    const lastPosition = shard.events.length;
    shard.commands.set(metadata.commandId, {
      commandId: metadata.commandId,
      fingerprint: metadata.fingerprint ?? null,
      firstPosition,
      lastPosition,
      answer: answer ?? null,
    });
    this.listeners.notify(name);
    return { status: 'appended', firstPosition, lastPosition };
  }

  async findCommand(shard: Shard, commandId: string): Promise<KnownCommand | undefined> {
    return this.shard(shard).commands.get(commandId);
  }

  async readStream(shard: Shard, stream: string, fromVersion = 1): Promise<readonly StoredEvent[]> {
    return (
      this.shard(shard)
        .streams.get(stream)
        ?.slice(fromVersion - 1) ?? []
    );
  }

  async readStreams(shard: Shard, streams: readonly string[]): Promise<readonly (readonly StoredEvent[])[]> {
    return streams.map(stream => this.shard(shard).streams.get(stream)?.slice() ?? []);
  }

  async readAll(shard: Shard, { after, limit, direction = 'forward' }: ReadOptions): Promise<readonly StoredEvent[]> {
    const { events } = this.shard(shard);
    if (direction === 'forward') return events.slice(after ?? 0, (after ?? 0) + limit);
    const end = after === undefined ? events.length : Math.max(0, after - 1);
    return events.slice(Math.max(0, end - limit), end).reverse();
  }

  async *scan(shard: Shard, { after = 0, upTo, types }: ScanOptions = {}): AsyncIterable<readonly StoredEvent[]> {
    const end = Math.min(upTo ?? Infinity, await this.head(shard));
    for (let from = after; from < end; from += 10_000) {
      const events = this.shard(shard).events.slice(from, Math.min(from + 10_000, end));
      yield types ? events.filter(({ type }) => types.includes(type)) : events;
    }
  }

  async *scanCommands(shard: Shard, reaching: Position): AsyncIterable<readonly KnownCommand[]> {
    yield [...this.shard(shard).commands.values()].filter(({ lastPosition }) => lastPosition >= reaching);
  }

  async head(shard: Shard): Promise<Position> {
    return this.shard(shard).events.length;
  }

  onAppended(shard: Shard, listener: () => void): () => void {
    return this.listeners.add(shard, listener);
  }

  async close(): Promise<void> {
    this.listeners.clear();
  }

  private shard(name: Shard): MemoryShard {
    let shard = this.shards.get(name);
    if (!shard)
      this.shards.set(name, (shard = { events: [], streams: new Map(), commands: new Map(), attempts: new Map() }));
    return shard;
  }
}
