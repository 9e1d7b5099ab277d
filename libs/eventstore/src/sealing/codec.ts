import { type DomainEvent, upcast, type Upcasters } from '#kernel';
import type { EventToAppend, RecordedEvent, Shard, StoredEvent } from '../event-log.js';
import { type DataKey, type DataKeys, type KeyName, nameOf } from './data-keys.js';
import { keysNamedIn, openFields, parseEnvelope, sealFields } from './envelope.js';

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

/** The event was written by a newer program: read as what it is not, it would make a wrong state of a sound log. */
export class VersionUnknown extends Error {}

/** Between facts as deciders know them and bytes as the log keeps them. */
export class EventCodec {
  private readonly newest = new Map<string, number>();

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

  /** For those who follow the log: rows, messages and policies rest on the clear part, and never see another. */
  readonly clearly = async (stored: readonly StoredEvent[]): Promise<readonly RecordedEvent[]> =>
    stored.map(event => this.readClear(event));

  private read<Event extends DomainEvent>(stored: StoredEvent, sealed: DomainEvent['sealed']): RecordedEvent<Event> {
    const { type, schemaVersion: version, effectiveAt } = stored;
    const data = JSON.parse(stored.clearText ?? textOf(stored.clear)) as unknown;
    const event: RecordedEvent = sealed
      ? { type, version, effectiveAt, data, sealed, recorded: stored }
      : { type, version, effectiveAt, data, recorded: stored };
    const current = this.current(event);
    return (current === event ? event : { ...current, recorded: stored }) as RecordedEvent<Event>;
  }

  /** @throws VersionUnknown */
  private current(event: DomainEvent): DomainEvent {
    const current = upcast(this.upcasters, event);
    const newest = this.newestOf(event.type);
    if (current.version === newest) return current;
    throw new VersionUnknown(`${event.type} v${event.version} is read up to v${newest} here`);
  }

  private newestOf(type: string): number {
    let newest = this.newest.get(type);
    if (newest === undefined) this.newest.set(type, (newest = newestVersion(this.upcasters, type)));
    return newest;
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

/** Each version that was replaced has an upcaster: the newest is the one after the last of them. */
const newestVersion = (upcasters: Upcasters, type: string): number => {
  const replaced = Object.hasOwn(upcasters, type) ? Object.keys(upcasters[type]!) : [];
  return 1 + Math.max(0, ...replaced.map(Number));
};
