import { randomUUID } from 'node:crypto';
import type { StoredEvent } from '../../event-log.js';
import { MemoryEventLog } from '../../memory/memory-event-log.js';
import { Journal } from './journal.js';

/** One record as the wire brings it: bytes are kept as they came. */
export interface NewRecord {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  /** JSON, as a server keeps the properties of a record. */
  readonly metadata: Uint8Array;
}

export interface KeptRecord extends NewRecord {
  readonly stream: string;
  readonly revision: number;
  /** Where it stands in $all: rises, and has gaps as a real one has. */
  readonly place: number;
}

/** What a write expects of its stream: a revision, or one of the wire's constants. */
export const anyState = -2;
export const streamExists = -4;

export interface StreamWrite {
  readonly stream: string;
  readonly expected: number;
  readonly records: readonly NewRecord[];
}

export type WriteResult =
  | { readonly stored: true; readonly revisions: readonly number[]; readonly place: number }
  | { readonly stored: false; readonly stream: string; readonly expected: number; readonly actual: number };

/** Bytes a record takes in $all, about: places are no numbers one after the other. */
const stride = 137;
const shard = 'audit';

/** What a server keeps, over the log in memory: one shard holds all streams, its position is the place in $all. */
export class RecordStore {
  private readonly log = new MemoryEventLog();
  /** Ids of each stream's records, and how each record's data is to be taken. */
  private readonly ids = new Map<string, string[]>();
  private readonly contentTypes = new Map<string, string>();
  private readonly deleted = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private journal: Journal | undefined;

  /** A store that is what a file says, and stays so after a kill. */
  static async keptIn(file: string): Promise<RecordStore> {
    const store = new RecordStore();
    const replayed: Promise<unknown>[] = [];
    store.journal = Journal.open(file, entry => {
      if ('deleted' in entry) store.forget(entry.deleted);
      else replayed.push(store.take(entry.writes));
    });
    await Promise.all(replayed);
    return store;
  }

  /** All writes take effect, or none. The same records again, where they stand already, are acknowledged again. */
  async append(writes: readonly StreamWrite[]): Promise<WriteResult> {
    const lengths = writes.map(({ stream }) => this.lengthOf(stream));
    const conflict = writes.findIndex(({ expected }, index) => !isAt(expected, lengths[index]!));
    if (conflict >= 0) {
      const repeated = writes.every(write => standsThere(write, this.ids.get(write.stream) ?? []));
      if (repeated) return { stored: true, revisions: writes.map(lastOf), place: await this.lastPlace() };
      const { stream, expected } = writes[conflict]!;
      return { stored: false, stream, expected, actual: lengths[conflict]! - 1 };
    }
    this.journal?.keep({ writes });
    return this.take(writes);
  }

  close(): void {
    this.journal?.close();
  }

  private async take(writes: readonly StreamWrite[]): Promise<Extract<WriteResult, { stored: true }>> {
    const lengths = writes.map(({ stream }) => this.lengthOf(stream));
    for (const { stream, records } of writes) {
      const ids = this.ids.get(stream) ?? [];
      this.ids.set(stream, ids);
      for (const { id, contentType } of records) {
        ids.push(id);
        this.contentTypes.set(`${stream} ${id}`, contentType);
      }
    }
    const stored = await this.log.append({
      shard,
      streams: writes.map(({ stream, records }, index) => ({
        stream,
        expected: lengths[index]!,
        events: records.map(record => ({
          eventId: record.id,
          type: record.type,
          schemaVersion: 1,
          effectiveAt: '2000-01-01',
          clear: record.data,
          sealed: record.metadata,
        })),
      })),
      metadata: {
        commandId: randomUUID(),
        scheme: '*',
        actor: { id: 'double', role: 'double' },
        correlation: randomUUID(),
        recordedAt: '2000-01-01T00:00:00.000Z',
      },
    });
    if (stored.status !== 'appended') throw new Error(`a write that was checked is ${stored.status}`);
    for (const listener of this.listeners) listener();
    const revisions = writes.map(({ records }, index) => lengths[index]! + records.length - 1);
    return { stored: true, revisions, place: stored.lastPosition * stride };
  }

  /** Revisions of a stream that can be read: none of one never written to, or deleted. */
  revisionsOf(stream: string): { readonly first: number; readonly next: number } {
    return { first: this.deleted.get(stream) ?? 0, next: this.lengthOf(stream) };
  }

  /** From a revision up to another, that one left out. */
  async read(stream: string, from: number, to: number): Promise<readonly KeptRecord[]> {
    const events = await this.log.readStream(shard, stream, from + 1);
    return events.slice(0, Math.max(0, to - from)).map(event => this.kept(event));
  }

  /** Everything from a place on, that place included. */
  async readAll(fromPlace: number, limit: number): Promise<readonly KeptRecord[]> {
    const after = Math.max(0, Math.ceil(fromPlace / stride) - 1);
    return (await this.log.readAll(shard, { after, limit })).map(event => this.kept(event));
  }

  /** A soft delete: what was written is not read by the stream's name any more. */
  delete(stream: string): void {
    this.journal?.keep({ deleted: stream });
    this.forget(stream);
  }

  private forget(stream: string): void {
    this.deleted.set(stream, this.lengthOf(stream));
  }

  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private lengthOf(stream: string): number {
    return this.ids.get(stream)?.length ?? 0;
  }

  private async lastPlace(): Promise<number> {
    return (await this.log.head(shard)) * stride;
  }

  private kept({ stream, version, position, eventId, type, clear, sealed }: StoredEvent): KeptRecord {
    return {
      id: eventId,
      type,
      contentType: this.contentTypes.get(`${stream} ${eventId}`)!,
      data: clear,
      metadata: sealed!,
      stream,
      revision: version - 1,
      place: position * stride,
    };
  }
}

const isAt = (expected: number, length: number): boolean => {
  if (expected === anyState) return true;
  return expected === streamExists ? length > 0 : expected === length - 1;
};

const standsThere = ({ expected, records }: StreamWrite, ids: readonly string[]): boolean =>
  expected >= -1 && records.every(({ id }, index) => ids[expected + 1 + index] === id);

const lastOf = ({ expected, records }: StreamWrite): number => expected + records.length;
