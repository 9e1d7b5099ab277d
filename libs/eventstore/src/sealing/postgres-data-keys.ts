import { LRUCache } from 'lru-cache';
import pg from 'pg';
import { sealClasses } from '#kernel';
import { atMost } from '../at-most.js';
import type { Shard } from '../event-log.js';
import {
  type DataKey,
  type DataKeyCount,
  DataKeys,
  freshDataKey,
  type KeyName,
  nameOf,
  wrappingContext,
} from './data-keys.js';
import { type KeyEncryptionKey, KeyUnknown } from './key-ring.js';
import { dataKeysOf, rewrapDataKeys } from './rewrap.js';

interface Row {
  subject: string;
  class: KeyName['class'];
  key_id: string;
  wrapped: Buffer | null;
}

interface Waiting {
  readonly names: readonly KeyName[];
  readonly create: boolean;
  readonly resolve: (keys: readonly (DataKey | undefined)[]) => void;
  readonly reject: (error: Error) => void;
}

/** How long another process's destruction of a key may go unnoticed here. */
const cacheMs = 60_000;

/**
 * Wrapped data keys in each context's own `data_key` table; the key that unwraps them is elsewhere. Questions that are
 * asked in the same turn of the event loop go to the database together.
 */
export class PostgresDataKeys extends DataKeys {
  private readonly cache = new LRUCache<string, DataKey>({ ...atMost(100_000), ttl: cacheMs });
  private readonly waiting = new Map<Shard, Waiting[]>();

  constructor(
    private readonly poolOf: (shard: Shard) => pg.Pool,
    private readonly master: KeyEncryptionKey,
  ) {
    super();
  }

  forSealing(shard: Shard, names: readonly KeyName[]): Promise<readonly (DataKey | undefined)[]> {
    return this.ask(shard, names, true);
  }

  forOpening(shard: Shard, names: readonly KeyName[]): Promise<readonly (DataKey | undefined)[]> {
    return this.ask(shard, names, false);
  }

  async destroy(shard: Shard, subject: string): Promise<void> {
    await this.poolOf(shard).query(
      `insert into ${shard}.data_key as kept (subject, class, key_id, wrapped, destroyed_at)
       select $1, class, gen_random_uuid(), null, now() from unnest($2::text[]) as class
       on conflict (subject, class) do update set wrapped = null, destroyed_at = now() where kept.wrapped is not null`,
      [subject, sealClasses],
    );
    this.forgetOpened(shard, subject);
  }

  forgetOpened(shard: Shard, subject: string): void {
    for (const place of this.cache.keys())
      if (place.startsWith(`${shard}|`) && place.endsWith(`:${subject}`)) this.cache.delete(place);
  }

  async rewrap(shard: Shard, onProgress?: (done: number) => void): Promise<number> {
    await this.master.refresh?.();
    return rewrapDataKeys(this.poolOf(shard), shard, this.master, onProgress);
  }

  async count(shard: Shard): Promise<DataKeyCount> {
    await this.master.refresh?.();
    return dataKeysOf(this.poolOf(shard), shard, this.master);
  }

  private async ask(
    shard: Shard,
    names: readonly KeyName[],
    create: boolean,
  ): Promise<readonly (DataKey | undefined)[]> {
    const cached = names.map(name => this.cache.get(`${shard}|${nameOf(name)}`));
    if (cached.every(key => key !== undefined)) return cached;
    return new Promise((resolve, reject) => {
      const waiting = this.waiting.get(shard);
      const one = { names, create, resolve, reject };
      if (waiting) waiting.push(one);
      else {
        this.waiting.set(shard, [one]);
        setImmediate(() => void this.answer(shard));
      }
    });
  }

  private async answer(shard: Shard): Promise<void> {
    const waiting = this.waiting.get(shard) ?? [];
    this.waiting.delete(shard);
    try {
      const found = await this.load(shard, distinct(waiting.flatMap(({ names }) => names)));
      const missing = distinct(waiting.filter(({ create }) => create).flatMap(({ names }) => names)).filter(
        name => !found.has(nameOf(name)),
      );
      if (missing.length > 0) for (const [name, key] of await this.make(shard, missing)) found.set(name, key);
      for (const { names, resolve } of waiting) resolve(names.map(name => found.get(nameOf(name)) ?? undefined));
    } catch (error) {
      for (const { reject } of waiting) reject(error as Error);
    }
  }

  /** Null stands for a destroyed key: it is never made again. */
  private async load(shard: Shard, names: readonly KeyName[]): Promise<Map<string, DataKey | null>> {
    const { rows } = await this.poolOf(shard).query<Row>({
      name: `data-keys-${shard}`,
      text: `select subject, class, key_id, wrapped from ${shard}.data_key where (subject, class) in (select * from unnest($1::text[], $2::text[]))`,
      values: [names.map(name => name.subject), names.map(name => name.class)],
    });
    try {
      return new Map(rows.map(row => [nameOf(row), this.opened(shard, row)]));
    } catch (error) {
      if (!(error instanceof KeyUnknown)) throw error;
      // The master key was changed while we run.
      await this.master.refresh?.();
      return new Map(rows.map(row => [nameOf(row), this.opened(shard, row)]));
    }
  }

  private async make(shard: Shard, names: readonly KeyName[]): Promise<Map<string, DataKey | null>> {
    await this.master.refresh?.();
    const made = names.map(name => ({ name, key: freshDataKey() }));
    await this.poolOf(shard).query(
      `insert into ${shard}.data_key (subject, class, key_id, wrapped)
       select * from unnest($1::text[], $2::text[], $3::uuid[], $4::bytea[]) on conflict (subject, class) do nothing`,
      [
        made.map(({ name }) => name.subject),
        made.map(({ name }) => name.class),
        made.map(({ key }) => key.id),
        made.map(({ name, key }) => this.master.wrap(key.bytes, wrappingContext(shard, name, key.id))),
      ],
    );
    // Another process may have been first: what the table holds is the key.
    return this.load(shard, names);
  }

  private opened(shard: Shard, row: Row): DataKey | null {
    if (!row.wrapped) return null;
    const key = { id: row.key_id, bytes: this.master.unwrap(row.wrapped, wrappingContext(shard, row, row.key_id)) };
    this.cache.set(`${shard}|${nameOf(row)}`, key);
    return key;
  }
}

const distinct = (names: readonly KeyName[]): KeyName[] => [
  ...new Map(names.map(name => [nameOf(name), name])).values(),
];
