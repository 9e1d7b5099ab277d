import type { Append, AppendResult, EventToAppend, KnownCommand, Metadata, Position, Shard } from '../event-log.js';
import { CopyRows } from './binary.js';

/** What the database knew of a batch's streams and commands when it was asked. */
export interface Lookup {
  readonly versions: ReadonlyMap<string, number>;
  readonly commands: ReadonlyMap<string, KnownCommand>;
}

/** A batch with its conflicts and repetitions taken out and its positions given. */
export interface ComposedBatch {
  /** One per command, in order of arrival. */
  readonly results: readonly AppendResult[];
  readonly head: Position;
  readonly events: number;
  /** Rows of es.event and es.command, as COPY takes them. */
  readonly eventRows: Buffer;
  readonly commandRows: Buffer;
  /** Versions the streams have once this is stored. */
  readonly versions: ReadonlyMap<string, number>;
  readonly commands: readonly KnownCommand[];
}

/**
 * Decides each command of a batch in its order of arrival: repeated, in conflict, or appended after the one before.
 * Nothing is stored yet; one transaction then stores it all.
 */
export const compose = (shard: Shard, batch: readonly Append[], head: Position, lookup: Lookup): ComposedBatch => {
  const versions = new Map<string, number>();
  const commands = new Map<string, KnownCommand>();
  const eventRows = new CopyRows(batch.length * 1024);
  const commandRows = new CopyRows(batch.length * 256);
  let position = head;
  const versionOf = (stream: string): number => versions.get(stream) ?? lookup.versions.get(stream) ?? 0;

  const results = batch.map((append): AppendResult => {
    const { metadata, streams } = append;
    const known = commands.get(metadata.commandId) ?? lookup.commands.get(metadata.commandId);
    if (known) return { status: 'duplicate', known };
    for (const { stream, expected } of streams) {
      const actual = versionOf(stream);
      if (expected !== 'any' && expected !== actual) return { status: 'conflict', stream, actual };
    }
    const firstPosition = position + 1;
    for (const { stream, events: added } of streams) {
      let version = versionOf(stream);
      for (const event of added) {
        position += 1;
        version += 1;
        addEvent(eventRows, shard, position, stream, version, event, metadata);
      }
      versions.set(stream, version);
    }
    const command: KnownCommand = {
      commandId: metadata.commandId,
      fingerprint: metadata.fingerprint ?? null,
      firstPosition,
      lastPosition: position,
      answer: append.answer ?? null,
    };
    commands.set(command.commandId, command);
    addCommand(commandRows, shard, command);
    return { status: 'appended', firstPosition, lastPosition: position };
  });
  return {
    results,
    head: position,
    events: position - head,
    eventRows: eventRows.finished(),
    commandRows: commandRows.finished(),
    versions,
    commands: [...commands.values()],
  };
};

const addEvent = (
  rows: CopyRows,
  shard: Shard,
  position: Position,
  stream: string,
  version: number,
  event: EventToAppend,
  metadata: Metadata,
): void => {
  rows.row(17);
  rows.text(shard);
  rows.int8(position);
  rows.int4(version);
  rows.int2(event.schemaVersion);
  rows.uuid(event.eventId);
  rows.uuid(metadata.commandId);
  rows.uuid(metadata.correlation);
  rows.uuid(metadata.cause ?? null);
  rows.day(event.effectiveAt);
  rows.instant(metadata.recordedAt);
  rows.text(stream);
  rows.text(event.type);
  rows.text(metadata.scheme);
  rows.text(metadata.actor.id);
  rows.text(metadata.actor.role);
  rows.bytes(event.clear);
  rows.bytes(event.sealed);
};

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
