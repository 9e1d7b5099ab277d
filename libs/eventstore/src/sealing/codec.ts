import { type DomainEvent, upcast, type Upcasters } from '#kernel';
import type { EventToAppend, RecordedEvent, Shard, StoredEvent } from '../event-log.js';
import { type DataKey, type DataKeys, type KeyName, nameOf } from './data-keys.js';
import { keysNamedIn, openFields, parseEnvelope, sealFields } from './envelope.js';

const parse = (bytes: Uint8Array): unknown =>
  JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));

/** Between facts as deciders know them and bytes as the log keeps them. */
export class EventCodec {
  constructor(
    private readonly keys: DataKeys,
    private readonly upcasters: Upcasters = {},
  ) {}

  /** Writes events down, sealing what is to be sealed. */
  async encode(shard: Shard, events: readonly DomainEvent[], eventIds: readonly string[]): Promise<EventToAppend[]> {
    const names = events.flatMap(({ sealed }) => Object.values(sealed ?? {}));
    const keyOf = names.length > 0 ? await this.finder(shard, names, 'forSealing') : undefined;
    return events.map((event, index) => ({
      eventId: eventIds[index]!,
      type: event.type,
      schemaVersion: event.version,
      effectiveAt: event.effectiveAt,
      clear: Buffer.from(JSON.stringify(event.data), 'utf8'),
      sealed:
        event.sealed && keyOf ? sealFields({ eventId: eventIds[index]!, type: event.type }, event.sealed, keyOf) : null,
    }));
  }

  /** Reads events back: upcast, with every sealed field whose key still exists. */
  async open<Event extends DomainEvent = DomainEvent>(
    shard: Shard,
    stored: readonly StoredEvent[],
  ): Promise<RecordedEvent<Event>[]> {
    const envelopes = stored.map(({ sealed }) => (sealed ? parseEnvelope(sealed) : undefined));
    const names = envelopes.flatMap(envelope => (envelope ? keysNamedIn(envelope) : []));
    const keyOf = names.length > 0 ? await this.finder(shard, names, 'forOpening') : undefined;
    return stored.map((event, index) => {
      const envelope = envelopes[index];
      return this.read<Event>(event, envelope && keyOf ? openFields(event, envelope, keyOf) : undefined);
    });
  }

  /** Reads the clear part alone, without asking for keys: enough for money, counters and cover, and much faster. */
  readClear<Event extends DomainEvent = DomainEvent>(stored: StoredEvent): RecordedEvent<Event> {
    return this.read(stored, undefined);
  }

  private read<Event extends DomainEvent>(stored: StoredEvent, sealed: DomainEvent['sealed']): RecordedEvent<Event> {
    const event: DomainEvent = {
      type: stored.type,
      version: stored.schemaVersion,
      effectiveAt: stored.effectiveAt,
      data: parse(stored.clear),
      ...(sealed ? { sealed } : {}),
    };
    return Object.assign(upcast(this.upcasters, event), { recorded: stored }) as unknown as RecordedEvent<Event>;
  }

  private async finder(
    shard: Shard,
    names: readonly KeyName[],
    use: 'forSealing' | 'forOpening',
  ): Promise<(name: KeyName) => DataKey | undefined> {
    const distinct = [...new Map(names.map(name => [nameOf(name), name])).values()];
    const keys = await this.keys[use](shard, distinct);
    const byName = new Map(distinct.map((name, index) => [nameOf(name), keys[index]]));
    return name => byName.get(nameOf(name));
  }
}
