import type {
  Append,
  AppendResult,
  Attempt,
  EventToAppend,
  KnownCommand,
  Metadata,
  Position,
  Shard,
  StoredEvent,
  StreamAppend,
} from '../event-log.js';
import { CopyRows } from './binary.js';

/** How far a stream is. */
export interface StreamHead {
  readonly version: number;
  /** What led to its last event, if that was this process. */
  readonly attempt?: Attempt;
}

/** What is known, or taken for granted, of a batch's streams and commands. */
export interface Lookup {
  /** A stream that is not here does not exist. */
  readonly heads: ReadonlyMap<string, StreamHead>;
  readonly commands: ReadonlyMap<string, KnownCommand>;
}

/** A batch with its conflicts and repetitions taken out and its positions given. */
export interface ComposedBatch {
  /** One per command, in order of arrival. */
  readonly results: readonly AppendResult[];
  readonly head: Position;
  /** Its last event; undefined when it has none. */
  readonly lastEventId: string | undefined;
  readonly events: number;
  /** The same events as readers will see them. */
  readonly stored: readonly StoredEvent[];
  /** Rows of es.event and es.command, as COPY takes them. */
  readonly eventRows: Buffer;
  readonly commandRows: Buffer;
  /** How far the streams are once this is stored. */
  readonly heads: ReadonlyMap<string, StreamHead>;
  readonly commands: ReadonlyMap<string, KnownCommand>;
}

const notThere: StreamHead = { version: 0 };

/**
 * Decides each command of a batch in its order of arrival: repeated, in conflict, or appended after the one before.
 * Nothing is stored yet; one transaction then stores it all.
 */
export const compose = (shard: Shard, batch: readonly Append[], head: Position, lookup: Lookup): ComposedBatch => {
  const heads = new Map<string, StreamHead>();
  const commands = new Map<string, KnownCommand>();
  const eventRows = new CopyRows(batch.reduce((sum, append) => sum + bytesOf(append), 0));
  const commandRows = new CopyRows(batch.length * 256);
  const stored: StoredEvent[] = [];
  let position = head;
  let lastEventId: string | undefined;
  const headOf = (stream: string): StreamHead => heads.get(stream) ?? lookup.heads.get(stream) ?? notThere;

  const results = batch.map((append): AppendResult => {
    const { metadata, streams, attempt } = append;
    const known = commands.get(metadata.commandId) ?? lookup.commands.get(metadata.commandId);
    if (known) return { status: 'duplicate', known };
    const conflict = streams.find(({ stream, expected, after }) => {
      const is = headOf(stream);
      return (expected !== 'any' && expected !== is.version) || (after !== undefined && after !== is.attempt);
    });
    if (conflict) return { status: 'conflict', stream: conflict.stream, actual: headOf(conflict.stream).version };

    const command: KnownCommand = {
      commandId: metadata.commandId,
      fingerprint: metadata.fingerprint ?? null,
      firstPosition: position + 1,
      lastPosition: position + streams.reduce((sum, { events }) => sum + events.length, 0),
      answer: append.answer ?? null,
    };
    const rows = new CommandEvents(eventRows, shard, metadata);
    for (const { stream, events } of streams) {
      if (events.length === 0) continue;
      let { version } = headOf(stream);
      for (const event of events) {
        rows.add((position += 1), stream, (version += 1), event);
        stored.push(storedEvent(shard, position, stream, version, event, metadata));
      }
      heads.set(stream, { version, attempt });
    }
    lastEventId = lastOf(streams) ?? lastEventId;
    commands.set(command.commandId, command);
    addCommand(commandRows, shard, command);
    return { status: 'appended', firstPosition: command.firstPosition, lastPosition: command.lastPosition };
  });
  return {
    results,
    head: position,
    lastEventId,
    events: position - head,
    stored,
    eventRows: eventRows.finished(),
    commandRows: commandRows.finished(),
    heads,
    commands,
  };
};

const storedEvent = (
  shard: Shard,
  position: Position,
  stream: string,
  version: number,
  { eventId, type, schemaVersion, effectiveAt, clear, sealed }: EventToAppend,
  { scheme, recordedAt, commandId, actor, cause, correlation }: Metadata,
): StoredEvent => ({
  shard,
  position,
  stream,
  version,
  eventId,
  type,
  schemaVersion,
  scheme,
  effectiveAt,
  recordedAt,
  commandId,
  actor: { id: actor.id, role: actor.role },
  cause: cause ?? null,
  correlation,
  clear,
  sealed,
});

/** Envelope of an event: ids, dates, the names of its stream and type, lengths of columns. */
const envelopeBytes = 420;

/** Bytes an append takes on its way to the database, about. */
export const bytesOf = ({ streams }: Append): number => {
  let bytes = 0;
  for (const { events } of streams)
    for (const { clear, sealed } of events) bytes += envelopeBytes + clear.length + (sealed?.length ?? 0);
  return bytes;
};

const lastOf = (streams: readonly StreamAppend[]): string | undefined =>
  streams.findLast(({ events }) => events.length > 0)?.events.at(-1)?.eventId;

/** Rows of es.event for one command. What all of its events share is written down once and copied. */
class CommandEvents {
  private shared: readonly [from: number, to: number] | undefined;

  constructor(
    private readonly rows: CopyRows,
    private readonly shard: Shard,
    private readonly metadata: Metadata,
  ) {}

  add(position: Position, stream: string, version: number, event: EventToAppend): void {
    const { rows } = this;
    if (this.shared) rows.repeat(...this.shared);
    else this.shared = this.writeShared();
    rows.int8(position);
    rows.text(stream);
    rows.int4(version);
    rows.text(event.type);
    rows.int2(event.schemaVersion);
    rows.uuid(event.eventId);
    rows.day(event.effectiveAt);
    rows.bytes(event.clear);
    rows.bytes(event.sealed);
  }

  private writeShared(): readonly [from: number, to: number] {
    const { rows, metadata } = this;
    const from = rows.length;
    rows.row(17);
    rows.text(this.shard);
    rows.uuid(metadata.commandId);
    rows.uuid(metadata.correlation);
    rows.uuid(metadata.cause ?? null);
    rows.instant(metadata.recordedAt);
    rows.text(metadata.scheme);
    rows.text(metadata.actor.id);
    rows.text(metadata.actor.role);
    return [from, rows.length];
  }
}

const addCommand = (
  rows: CopyRows,
  shard: Shard,
  { commandId, firstPosition, lastPosition, fingerprint, answer }: KnownCommand,
): void => {
  rows.row(6);
  rows.text(shard);
  rows.uuid(commandId);
  rows.int8(firstPosition);
  rows.int8(lastPosition);
  rows.text(fingerprint);
  rows.bytes(answer);
};
