import { randomUUID } from 'node:crypto';
import type { EventLog, Shard, StoredEvent } from '#eventstore';

/** Households of the demo federation: a letter for the scheme, and a number. */
const household = /\b[ZN]\d{5}(?=\b|-)/g;

const appendedAtOnce = 2_000;

/**
 * Copies the events of each household, under other households' names, until the logs together hold so many: the mix of
 * a federation that has more members, not more schemes. Bodies stay as the codec wrote them but for the names. Copies
 * are not sealed, as what was sealed is bound to its event.
 */
export const enlarge = async (log: EventLog, shards: readonly Shard[], events: number): Promise<void> => {
  const logs = await Promise.all(shards.map(async shard => ({ shard, stored: await allOf(log, shard) })));
  const [all, ofHouseholds] = [
    logs.flatMap(({ stored }) => stored),
    logs.flatMap(({ stored }) => stored.filter(names)),
  ];
  const copies = Math.max(0, Math.ceil((events - all.length) / Math.max(1, ofHouseholds.length)));
  for (const { shard, stored } of logs) await appendCopies(log, shard, stored.filter(names), copies);
};

const allOf = async (log: EventLog, shard: Shard): Promise<StoredEvent[]> => {
  const all: StoredEvent[] = [];
  for await (const batch of log.scan(shard)) all.push(...batch);
  return all;
};

const textOf = ({ clear }: StoredEvent): string => Buffer.from(clear).toString('utf8');
const names = (event: StoredEvent): boolean =>
  event.stream.search(household) >= 0 || textOf(event).search(household) >= 0;

/** In the order of time: all copies of an event follow each other, as if many households had come to the desk that day. */
const appendCopies = async (
  log: EventLog,
  shard: Shard,
  stored: readonly StoredEvent[],
  copies: number,
): Promise<void> => {
  let waiting: Promise<unknown>[] = [];
  for (const event of stored) {
    const clear = textOf(event);
    for (let copy = 1; copy <= copies; copy += 1) {
      const renamed = (text: string): string => text.replace(household, name => `${name}.${copy}`);
      waiting.push(log.append(copyOf(event, shard, renamed(event.stream), renamed(clear))));
      if (waiting.length < appendedAtOnce) continue;
      await Promise.all(waiting);
      waiting = [];
    }
  }
  await Promise.all(waiting);
};

const copyOf = (event: StoredEvent, shard: Shard, stream: string, clear: string): Parameters<EventLog['append']>[0] => {
  const { type, schemaVersion, effectiveAt, scheme, actor, recordedAt } = event;
  const [eventId, commandId] = [randomUUID(), randomUUID()];
  return {
    shard,
    streams: [
      {
        stream,
        expected: 'any',
        events: [{ eventId, type, schemaVersion, effectiveAt, clear: Buffer.from(clear), sealed: null }],
      },
    ],
    metadata: { commandId, scheme, actor, recordedAt, correlation: commandId },
  };
};
