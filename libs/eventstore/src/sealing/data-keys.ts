import { randomBytes, randomUUID } from 'node:crypto';
import { type SealClass, sealClasses } from '#kernel';
import type { Shard } from '../event-log.js';
import { type KeyEncryptionKey, wrappedBy } from './key-ring.js';

/** One key per person and class. Its id is in every envelope it sealed. */
export interface DataKey {
  readonly id: string;
  readonly bytes: Buffer;
}

export interface KeyName {
  readonly subject: string;
  readonly class: SealClass;
}

/** The data keys of a context, by how they stand to the master key. */
export interface DataKeyCount {
  readonly kept: number;
  /** Of these, wrapped by another master key than the present one. */
  readonly behind: number;
  readonly destroyed: number;
}

/** Keeps the data keys of each context. */
export abstract class DataKeys {
  /** Keys by name, in the order asked. Missing ones are made; undefined for those destroyed. */
  abstract forSealing(shard: Shard, names: readonly KeyName[]): Promise<readonly (DataKey | undefined)[]>;
  /** Keys by name, in the order asked; undefined for those destroyed or never made. */
  abstract forOpening(shard: Shard, names: readonly KeyName[]): Promise<readonly (DataKey | undefined)[]>;
  /**
   * Destroys every key of a person in a context, of each class, also of those that none was made of: what was sealed is
   * unreadable from now on, and nothing is sealed for them again.
   */
  abstract destroy(shard: Shard, subject: string): Promise<void>;
  /** Another process destroyed them: nothing opened stays in memory. */
  abstract forgetOpened(shard: Shard, subject: string): void;
  /**
   * Wraps with the present master key whatever another one wrapped, while work goes on. What was done stays done: who is
   * interrupted goes on with what is left.
   * @returns how many were wrapped again
   */
  abstract rewrap(shard: Shard, onProgress?: (done: number) => void): Promise<number>;
  abstract count(shard: Shard): Promise<DataKeyCount>;
}

export const nameOf = ({ subject, class: sealClass }: KeyName): string => `${sealClass}:${subject}`;

/** What a wrapped key is bound to. */
export const wrappingContext = (shard: Shard, name: KeyName, id: string): string => `${shard}|${nameOf(name)}|${id}`;

export const freshDataKey = (): DataKey => ({ id: randomUUID(), bytes: randomBytes(32) });

export class MemoryDataKeys extends DataKeys {
  private readonly keys = new Map<string, { id: string; wrapped: Buffer | null; name: KeyName }>();

  constructor(private readonly master: KeyEncryptionKey) {
    super();
  }

  async forSealing(shard: Shard, names: readonly KeyName[]): Promise<readonly (DataKey | undefined)[]> {
    for (const name of names) {
      const place = `${shard}|${nameOf(name)}`;
      if (this.keys.has(place)) continue;
      const { id, bytes } = freshDataKey();
      this.keys.set(place, { id, name, wrapped: this.master.wrap(bytes, wrappingContext(shard, name, id)) });
    }
    return this.forOpening(shard, names);
  }

  async forOpening(shard: Shard, names: readonly KeyName[]): Promise<readonly (DataKey | undefined)[]> {
    return names.map(name => {
      const kept = this.keys.get(`${shard}|${nameOf(name)}`);
      return kept?.wrapped
        ? { id: kept.id, bytes: this.master.unwrap(kept.wrapped, wrappingContext(shard, name, kept.id)) }
        : undefined;
    });
  }

  async destroy(shard: Shard, subject: string): Promise<void> {
    for (const sealClass of sealClasses) {
      const name = { subject, class: sealClass };
      const place = `${shard}|${nameOf(name)}`;
      this.keys.set(place, { id: this.keys.get(place)?.id ?? randomUUID(), name, wrapped: null });
    }
  }

  forgetOpened(): void {
    // Keys are kept nowhere else.
  }

  async rewrap(shard: Shard): Promise<number> {
    const behind = this.of(shard).filter(([, { wrapped }]) => wrapped && wrappedBy(wrapped) !== this.master.id);
    for (const [place, kept] of behind) {
      const context = wrappingContext(shard, kept.name, kept.id);
      this.keys.set(place, { ...kept, wrapped: this.master.wrap(this.master.unwrap(kept.wrapped!, context), context) });
    }
    return behind.length;
  }

  async count(shard: Shard): Promise<DataKeyCount> {
    const all = this.of(shard).map(([, { wrapped }]) => wrapped);
    const kept = all.filter(wrapped => wrapped !== null);
    const behind = kept.filter(wrapped => wrappedBy(wrapped) !== this.master.id);
    return { kept: kept.length, behind: behind.length, destroyed: all.length - kept.length };
  }

  private of(shard: Shard) {
    return [...this.keys].filter(([place]) => place.startsWith(`${shard}|`));
  }
}
