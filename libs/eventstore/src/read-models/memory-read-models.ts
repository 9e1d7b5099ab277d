import type { Position, Shard } from '../event-log.js';
import type { KeyOf, Table } from '../projection.js';
import {
  type Checkpoint,
  CheckpointLost,
  type Find,
  type ParkedStream,
  type RowChange,
  type Scope,
  type Where,
} from '../read-models.js';
import { columnsOf } from './columns.js';
import { matches, namedSchemes, readable, sorted } from './row-query.js';
import { isParkedTable } from './parked-table.js';
import { type Lot, RebuildableReadModels, type StateHash, type Swap } from './rebuildable-read-models.js';
import { byKey, keyText } from './row-key.js';
import { StateHasher } from './state-hash.js';

type Rows = Map<string, object>;

interface Books {
  readonly checkpoints: Map<string, Checkpoint>;
  readonly parked: Map<string, ParkedStream>;
}

/** Read models without a database: for unit tests and scenarios. Same contract, same rows, same hash. */
export class MemoryReadModels extends RebuildableReadModels {
  private readonly live = new Map<unknown, Rows>();
  private readonly generations = new Map<string, Map<unknown, Rows>>();
  private readonly books = new Map<Shard, Books>();

  async find<Row extends object>(scope: Scope, table: Table<Row>, find: Find<Row> = {}): Promise<Row[]> {
    const found: Row[] = [];
    const schemes = namedSchemes(scope);
    for (const row of this.rows(table).values())
      if (readable(schemes, row) && matches(row as Row, find.where)) found.push(row as Row);
    return sorted(found, find).map(copyOf);
  }

  async findOne<Row extends object>(scope: Scope, table: Table<Row>, key: KeyOf<Row>): Promise<Row | undefined> {
    const whole = table.key.every(column => key[column] !== undefined);
    if (!whole) return (await this.find(scope, table, { where: key as Where<Row>, limit: 1 }))[0];
    const row = this.rows(table).get(keyText(table as unknown as Table, key));
    return row && readable(namedSchemes(scope), row) && matches(row as Row, key as Where<Row>)
      ? copyOf(row as Row)
      : undefined;
  }

  async count<Row extends object>(scope: Scope, table: Table<Row>, where?: Where<Row>): Promise<number> {
    let count = 0;
    const schemes = namedSchemes(scope);
    for (const row of this.rows(table).values()) if (readable(schemes, row) && matches(row as Row, where)) count += 1;
    return count;
  }

  async fetch(_shard: Shard, table: Table, keys: readonly object[], generation?: string): Promise<object[]> {
    const rows = this.rows(table, generation);
    return keys.flatMap(key => rows.get(keyText(table, key)) ?? []).map(copyOf);
  }

  async claim(shard: Shard, name: string): Promise<Checkpoint> {
    const { checkpoints } = this.book(shard);
    const { position, epoch } = checkpoints.get(name) ?? { position: 0, epoch: 0 };
    const claimed = { name, position, epoch: epoch + 1 };
    checkpoints.set(name, claimed);
    return claimed;
  }

  async flush(
    shard: Shard,
    { name, position, epoch }: Checkpoint,
    to: Position,
    changes: readonly RowChange[],
    generation?: string,
  ): Promise<Checkpoint> {
    const book = this.book(shard);
    const now = book.checkpoints.get(name);
    if (now?.epoch !== epoch || now.position !== position) throw new CheckpointLost(name);
    for (const change of changes)
      apply(
        change,
        isParkedTable(change.table) ? (book.parked as Map<string, object>) : this.rows(change.table, generation),
      );
    const moved = { name, position: to, epoch };
    book.checkpoints.set(name, moved);
    return moved;
  }

  async checkpoints(shard: Shard): Promise<readonly Checkpoint[]> {
    return [...this.book(shard).checkpoints.values()];
  }

  async park(shard: Shard, parked: ParkedStream): Promise<void> {
    this.book(shard).parked.set(parkedKey(parked), parked);
  }

  async unpark(shard: Shard, name: string, stream: string): Promise<void> {
    this.book(shard).parked.delete(parkedKey({ name, stream }));
  }

  async parked(shard: Shard, name?: string): Promise<readonly ParkedStream[]> {
    return [...this.book(shard).parked.values()].filter(parked => name === undefined || parked.name === name);
  }

  async createGeneration(_shard: Shard, tables: readonly Table[], generation: string): Promise<void> {
    for (const { entity } of tables) this.generation(generation).set(entity, new Map());
  }

  lot(shard: Shard, table: Table, generation: string): Lot {
    const rows: object[] = [];
    return {
      get size() {
        return rows.length;
      },
      add: more => {
        for (const row of more) rows.push(row);
      },
      load: () => this.load(shard, table, rows, generation),
    };
  }

  async load(_shard: Shard, table: Table, rows: Iterable<object>, generation: string): Promise<void> {
    const into = this.rows(table, generation);
    for (const row of rows) into.set(keyText(table, row), stored(table, row));
  }

  /** Rows in memory are found by key from the start. */
  async indexGeneration(): Promise<void> {}

  async replaceRows(_shard: Shard, change: RowChange, generation: string): Promise<void> {
    apply(change, this.rows(change.table, generation));
  }

  async swapGeneration(shard: Shard, { name, tables, generation, position, parked }: Swap): Promise<void> {
    const book = this.book(shard);
    for (const table of tables) this.live.set(table.entity, this.rows(table, generation));
    await this.dropGeneration(shard, tables, generation);
    book.checkpoints.set(name, { name, position, epoch: book.checkpoints.get(name)?.epoch ?? 0 });
    for (const old of await this.parked(shard, name)) book.parked.delete(parkedKey(old));
    for (const stream of parked) book.parked.set(parkedKey(stream), stream);
  }

  async dropGeneration(_shard: Shard, tables: readonly Table[], generation: string): Promise<void> {
    for (const { entity } of tables) this.generation(generation).delete(entity);
  }

  async stateHash(
    shard: Shard,
    tables: readonly Table[],
    { generation, checkpoint }: { generation?: string; checkpoint?: string } = {},
  ): Promise<StateHash> {
    const hasher = new StateHasher();
    for (const table of tables) {
      hasher.table(table);
      for (const row of [...this.rows(table, generation).values()].sort(byKey(table))) hasher.add(row);
    }
    const position = checkpoint === undefined ? undefined : this.book(shard).checkpoints.get(checkpoint)?.position;
    return { ...hasher.digest(), position: position ?? null };
  }

  private rows(table: { readonly entity: unknown; readonly name: string }, generation?: string): Rows {
    const tables = generation === undefined ? this.live : this.generation(generation);
    let rows = tables.get(table.entity);
    if (!rows) {
      if (generation !== undefined) throw new Error(`${table.name} has no generation ${generation}`);
      tables.set(table.entity, (rows = new Map()));
    }
    return rows;
  }

  private generation(name: string): Map<unknown, Rows> {
    const tables = this.generations.get(name) ?? new Map<unknown, Rows>();
    this.generations.set(name, tables);
    return tables;
  }

  private book(shard: Shard): Books {
    let book = this.books.get(shard);
    if (!book) this.books.set(shard, (book = { checkpoints: new Map(), parked: new Map() }));
    return book;
  }
}

const apply = ({ table, set, deleted }: RowChange, rows: Rows): void => {
  for (const key of deleted) rows.delete(keyText(table, key));
  for (const row of set) rows.set(keyText(table, row), stored(table, row));
};

/** As `keyText` of the table of parked streams. */
const parkedKey = ({ name, stream }: { name: string; stream: string }): string => `${name}\u0000${stream}\u0000`;

/** What a table would keep of a row: its columns, and null where it has no value. */
const stored = (table: Table, row: object): object => {
  const columns = columnsOf(table.entity);
  if (columns.length === 0) return copyOf(row);
  const kept: Record<string, unknown> = {};
  for (const column of columns) kept[column] = plain((row as Record<string, unknown>)[column] ?? null);
  return kept;
};

const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? (JSON.parse(JSON.stringify(value)) as unknown) : value;

/** Rows leave and enter as copies: nobody changes a stored one by accident. */
const copyOf = <Row extends object>(row: Row): Row => {
  const copy = { ...row } as Record<string, unknown>;
  for (const column in copy) copy[column] = plain(copy[column]);
  return copy as Row;
};
