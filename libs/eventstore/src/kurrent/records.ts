import { randomUUID } from 'node:crypto';
import {
  binaryEvent,
  type BinaryEventData,
  jsonEvent,
  type JSONEventData,
  type RecordedEvent,
} from '@kurrent/kurrentdb-client';
import type { EventToAppend, KnownCommand, Metadata, Position, Shard, StoredEvent } from '../event-log.js';

/** What a group of commands, stored together, did to the log: the first and last position it gave. */
export interface GroupMark {
  /** Position before the group's first event. */
  readonly after: Position;
  /** Position of its last event; the same as `after` when it has none. */
  readonly last: Position;
}

/** A command as its own stream holds it. */
export interface CommandRecord {
  readonly known: KnownCommand;
  /** Of all tries at storing this command, the one that did. */
  readonly token: string;
}

/** Where an event stands, when all of its group is counted. */
export interface EventPlace {
  readonly shard: Shard;
  readonly position: Position;
  readonly stream: string;
  readonly version: number;
  /** The position before its group. */
  readonly group: Position;
}

export type RecordToAppend = BinaryEventData | JSONEventData;

/**
 * Properties of an event: text only, as the server takes them of writes to several streams. The data is the clear part,
 * byte for byte, and is handed on as bytes: read as JSON it would be written differently.
 */
export const eventRecord = (
  event: EventToAppend,
  metadata: Metadata,
  { position, group }: EventPlace,
): RecordToAppend => ({
  ...binaryEvent({
    id: event.eventId,
    type: event.type,
    data: event.clear,
    metadata: {
      position: String(position),
      group: String(group),
      schemaVersion: String(event.schemaVersion),
      scheme: metadata.scheme,
      effectiveAt: event.effectiveAt,
      recordedAt: metadata.recordedAt,
      commandId: metadata.commandId,
      correlation: metadata.correlation,
      ...(metadata.cause === undefined ? {} : { cause: metadata.cause }),
      actor: metadata.actor.id,
      role: metadata.actor.role,
      ...(event.sealed === null ? {} : { sealed: Buffer.from(event.sealed).toString('base64') }),
    },
  }),
});

export const storedEvent = (
  event: EventToAppend,
  metadata: Metadata,
  { shard, position, stream, version }: EventPlace,
): StoredEvent => ({
  shard,
  position,
  stream,
  version,
  eventId: event.eventId,
  type: event.type,
  schemaVersion: event.schemaVersion,
  scheme: metadata.scheme,
  effectiveAt: event.effectiveAt,
  recordedAt: metadata.recordedAt,
  commandId: metadata.commandId,
  actor: { id: metadata.actor.id, role: metadata.actor.role },
  cause: metadata.cause ?? null,
  correlation: metadata.correlation,
  clear: event.clear,
  sealed: event.sealed,
});

/** Records of anyone else in a stream of ours: the log cannot be read beyond it. */
export class ForeignRecord extends Error {}

/** @throws ForeignRecord */
export const eventOf = (shard: Shard, prefix: string, record: RecordedEvent): StoredEvent & { group: Position } => {
  const said = record.metadata as Readonly<Record<string, unknown>> | undefined;
  const text = (name: string): string => {
    const value = said?.[name];
    if (typeof value !== 'string')
      throw new ForeignRecord(`${record.streamId}, revision ${record.revision}: not written by this log (${name})`);
    return value;
  };
  return {
    shard,
    position: Number(text('position')),
    group: Number(text('group')),
    stream: record.streamId.slice(prefix.length),
    version: Number(record.revision) + 1,
    eventId: record.id,
    type: record.type,
    schemaVersion: Number(text('schemaVersion')),
    scheme: text('scheme'),
    effectiveAt: text('effectiveAt'),
    recordedAt: text('recordedAt'),
    commandId: text('commandId'),
    actor: { id: text('actor'), role: text('role') },
    cause: said?.['cause'] === undefined ? null : text('cause'),
    correlation: text('correlation'),
    clear: Buffer.from(record.data as Uint8Array),
    sealed: said?.['sealed'] === undefined ? null : Buffer.from(text('sealed'), 'base64'),
  };
};

export const groupRecord = (mark: GroupMark): RecordToAppend =>
  jsonEvent({ id: randomUUID(), type: 'entraide.Group', data: { ...mark } });

export const groupOf = (record: RecordedEvent): GroupMark => {
  const { after, last } = record.data as unknown as GroupMark;
  if (typeof after !== 'number' || typeof last !== 'number')
    throw new ForeignRecord(`${record.streamId}, revision ${record.revision}: not written by this log`);
  return { after, last };
};

export const commandRecord = ({ known, token }: CommandRecord): RecordToAppend =>
  jsonEvent({
    id: randomUUID(),
    type: 'entraide.Command',
    data: {
      commandId: known.commandId,
      fingerprint: known.fingerprint,
      firstPosition: known.firstPosition,
      lastPosition: known.lastPosition,
      answer: known.answer === null ? null : Buffer.from(known.answer).toString('base64'),
      token,
    },
  });

export const commandOf = (record: RecordedEvent): CommandRecord => {
  const { answer, token, ...known } = record.data as unknown as Omit<KnownCommand, 'answer'> & {
    readonly answer: string | null;
    readonly token: string;
  };
  return { known: { ...known, answer: answer === null ? null : Buffer.from(answer, 'base64') }, token };
};
