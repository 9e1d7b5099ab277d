import type { AppendStreamRequest } from '@kurrent/kurrentdb-client';
import { ANY, NO_STREAM } from '@kurrent/kurrentdb-client';
import type { Append, Expected, KnownCommand, Position, Shard, StoredEvent, StreamAppend } from '../event-log.js';
import type { LedgerHead } from './ledger.js';
import type { StreamNames } from './names.js';
import { commandRecord, eventRecord, groupRecord, type RecordToAppend, storedEvent } from './records.js';

/** A command on its way, and the token that tells this try at it from any other. */
export interface Sending {
  readonly append: Append;
  readonly token: string;
}

/** Commands that are stored together: positions given, nothing stored yet. */
export interface Group {
  readonly requests: AppendStreamRequest[];
  readonly commands: readonly KnownCommand[];
  readonly last: Position;
  /** What was stored, once the server has said at which revisions the streams are. */
  readonly storedAt: (versionOf: (stream: string) => number) => readonly StoredEvent[];
}

/**
 * Puts commands that share no stream behind each other: their events, a record of each command, and one of the group.
 * The ledger must stand where `head` says, no command's stream may exist, and each stream must be where its command
 * expects it: the server stores all of it, or nothing.
 */
export const compose = (shard: Shard, names: StreamNames, head: LedgerHead, sendings: readonly Sending[]): Group => {
  const requests: AppendStreamRequest[] = [];
  const commands: KnownCommand[] = [];
  const placed: ((versionOf: (stream: string) => number) => StoredEvent)[] = [];
  let { position } = head;
  for (const { append, token } of sendings) {
    const { metadata } = append;
    const firstPosition = position + 1;
    for (const { stream, expected, events } of withEvents(append)) {
      const records = events.map((event, index): RecordToAppend => {
        const place = { shard, position: (position += 1), stream, group: head.position };
        placed.push(versionOf =>
          storedEvent(event, metadata, { ...place, version: versionOf(stream) - events.length + index + 1 }),
        );
        return eventRecord(event, metadata, { ...place, version: 0 });
      });
      requests.push({ streamName: names.ofStream(stream), expectedState: stateOf(expected), events: records });
    }
    const known: KnownCommand = {
      commandId: metadata.commandId,
      fingerprint: metadata.fingerprint ?? null,
      firstPosition,
      lastPosition: position,
      answer: append.answer ?? null,
    };
    commands.push(known);
    const record = commandRecord({ known, token });
    requests.push({ streamName: names.ofCommand(known.commandId), expectedState: NO_STREAM, events: [record] });
  }
  const mark = groupRecord({ after: head.position, last: position });
  requests.unshift({ streamName: names.ledger, expectedState: head.revision, events: [mark] });
  return {
    requests,
    commands,
    last: position,
    storedAt: versionOf => placed.map(event => event(versionOf)),
  };
};

const stateOf = (expected: Expected): AppendStreamRequest['expectedState'] => {
  if (expected === 'any') return ANY;
  return expected === 0 ? NO_STREAM : BigInt(expected - 1);
};

/** The streams of an append that get events, each once. */
export const withEvents = ({ streams }: Append): readonly StreamAppend[] => {
  const byName = new Map<string, StreamAppend>();
  for (const part of streams) {
    const before = byName.get(part.stream);
    if (before) {
      const expected = before.expected === 'any' ? part.expected : before.expected;
      byName.set(part.stream, { ...before, expected, events: [...before.events, ...part.events] });
    } else if (part.events.length > 0) byName.set(part.stream, part);
  }
  return [...byName.values()];
};

/** Envelope of an event: its properties, and what the server adds to a record. */
const envelopeBytes = 700;
const commandBytes = 500;

export const bytesOf = ({ streams, answer }: Append): number => {
  let bytes = commandBytes + (answer?.length ?? 0) * 2;
  for (const { events } of streams)
    for (const { clear, sealed } of events) bytes += envelopeBytes + clear.length + (sealed?.length ?? 0) * 1.4;
  return bytes;
};
