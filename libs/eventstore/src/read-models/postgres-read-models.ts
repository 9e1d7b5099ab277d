import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { isShard, type Position, type Shard, shards } from '../event-log.js';
import type { KeyOf, Table } from '../projection.js';
import {
  type Checkpoint,
  CheckpointLost,
  everyScheme,
  type Find,
  type ParkedStream,
  type RowChange,
  type Scope,
  type Where,
} from '../read-models.js';
import { arrange, narrow } from './find-query.js';
import { namedSchemes } from './row-query.js';
import { parkedTable } from './parked-table.js';
import { Generations } from './postgres-generations.js';
import { type Lot, RebuildableReadModels, RowsRefused, type StateHash, type Swap } from './rebuildable-read-models.js';
import { remove, rowFrom, select, upsert } from './row-statements.js';
import type { Indexes } from './table-indexes.js';
import { quoted, shapeOf } from './table-shape.js';

export interface PostgresReadModelsOptions {
  /** One per context, under that context's own role; its entities are the tables of its read models. */
  readonly sources: Readonly<Partial<Record<Shard, DataSource>>>;
  /** Under the role that owns the tables; only rebuilds need it. */
  readonly owner?: DataSource;
}

interface CheckpointRead {
  readonly name: string;
  readonly position: string;
  readonly epoch: string;
}

const checkpointFrom = ({ name, position, epoch }: CheckpointRead): Checkpoint => ({
  name,
  position: Number(position),
  epoch: Number(epoch),
});

/** Read models in PostgreSQL. Whose rows a question sees is set for its transaction, and row security does the rest. */
export class PostgresReadModels extends RebuildableReadModels {
  private readonly shardOf = new Map<unknown, Shard>();

  constructor(private readonly options: PostgresReadModelsOptions) {
    super();
  }

  find<Row extends object>(scope: Scope, table: Table<Row>, find: Find<Row> = {}): Promise<Row[]> {
    return this.withScope(scope, this.home(table), manager =>
      arrange(narrow(manager.createQueryBuilder<Row>(entityOf(table), 'row'), find.where), find).getMany(),
    );
  }

  async findOne<Row extends object>(scope: Scope, table: Table<Row>, key: KeyOf<Row>): Promise<Row | undefined> {
    return (await this.find(scope, table, { where: key as Where<Row>, limit: 1 }))[0];
  }

  count<Row extends object>(scope: Scope, table: Table<Row>, where?: Where<Row>): Promise<number> {
    return this.withScope(scope, this.home(table), manager =>
      narrow(manager.createQueryBuilder<Row>(entityOf(table), 'row'), where).getCount(),
    );
  }

  async fetch(shard: Shard, table: Table, keys: readonly object[], generation?: string): Promise<object[]> {
    if (keys.length === 0) return [];
    const shape = shapeOf(this.source(shard), shard, table, generation);
    const { text, values } = select(shape, keys);
    const ask = (manager: EntityManager): Promise<Record<string, unknown>[]> => manager.query(text, [...values]);
    const read = await this.withScope(everyScheme, shard, ask, generation);
    return read.map(row => rowFrom(shape, row));
  }

  async claim(shard: Shard, name: string): Promise<Checkpoint> {
    const [claimed] = await this.ask<CheckpointRead>(
      shard,
      `insert into ${quoted(shard)}.checkpoint as kept (name, position, epoch) values ($1, 0, 1)
       on conflict (name) do update set epoch = kept.epoch + 1 returning name, position, epoch`,
      [name],
    );
    return checkpointFrom(claimed!);
  }

  async flush(
    shard: Shard,
    checkpoint: Checkpoint,
    to: Position,
    changes: readonly RowChange[],
    generation?: string,
  ): Promise<Checkpoint> {
    const { name, position, epoch } = checkpoint;
    const write = async (manager: EntityManager): Promise<void> => {
      // The fence comes first: a process that lost the checkpoint waits for no rows, and the order of locks is one.
      // Nothing waits for the disk: what a crash takes away, rows and position together, comes again from the log.
      const [{ moved }] = await manager.query<[{ moved: number }]>(
        `with fence as (update ${quoted(shard)}.checkpoint set position = $4
           where name = $1 and epoch = $2 and position = $3 returning 1)
         select count(*)::int as moved, set_config('synchronous_commit', 'off', true) from fence`,
        [name, epoch, position, to],
      );
      if (moved !== 1) throw new CheckpointLost(name);
      for (const change of changes) await this.write(manager, shard, change, generation);
    };
    try {
      if (changes.length === 0) await write(this.source(shard).manager);
      else await this.withScope(everyScheme, shard, write, generation);
    } catch (error) {
      throw isDataError(error) ? new RowsRefused((error as Error).message, { cause: error }) : error;
    }
    return { name, position: to, epoch };
  }

  async checkpoints(shard: Shard): Promise<readonly Checkpoint[]> {
    const read = await this.ask<CheckpointRead>(
      shard,
      `select name, position, epoch from ${quoted(shard)}.checkpoint order by name`,
    );
    return read.map(checkpointFrom);
  }

  async park(shard: Shard, parked: ParkedStream): Promise<void> {
    const { text, values } = upsert(shapeOf(this.source(shard), shard, parkedTable as unknown as Table), [parked]);
    await this.ask(shard, text, [...values]);
  }

  async unpark(shard: Shard, name: string, stream: string): Promise<void> {
    await this.ask(shard, `delete from ${quoted(shard)}.parked where name = $1 and stream = $2`, [name, stream]);
  }

  async parked(shard: Shard, name?: string): Promise<readonly ParkedStream[]> {
    const read = await this.ask<Omit<ParkedStream, 'position'> & { position: string }>(
      shard,
      `select name, stream, position, error, attempts from ${quoted(shard)}.parked
       where $1::text is null or name = $1 order by name, stream`,
      [name ?? null],
    );
    return read.map(row => ({ ...row, position: Number(row.position) }));
  }

  createGeneration(shard: Shard, tables: readonly Table[], generation: string): Promise<void> {
    return this.generations(shard).create(tables, generation);
  }

  lot(shard: Shard, table: Table, generation: string): Lot {
    return this.generations(shard).lot(table, generation);
  }

  load(shard: Shard, table: Table, rows: Iterable<object>, generation: string): Promise<void> {
    return this.generations(shard).load(table, rows, generation);
  }

  indexGeneration(shard: Shard, table: Table, generation: string, indexes: Indexes): Promise<void> {
    return this.generations(shard).index([table], generation, indexes);
  }

  async replaceRows(shard: Shard, change: RowChange, generation: string): Promise<void> {
    await this.withScope(everyScheme, shard, manager => this.write(manager, shard, change, generation), generation);
  }

  swapGeneration(shard: Shard, swap: Swap): Promise<void> {
    return this.generations(shard).swap(swap);
  }

  dropGeneration(shard: Shard, tables: readonly Table[], generation: string): Promise<void> {
    return this.generations(shard).drop(tables, generation);
  }

  stateHash(
    shard: Shard,
    tables: readonly Table[],
    of: { generation?: string; checkpoint?: string } = {},
  ): Promise<StateHash> {
    return this.generations(shard).hash(tables, of);
  }

  /** One statement for the rows removed and one for those set, as long as they are not too many for one parameter. */
  private async write(
    manager: EntityManager,
    shard: Shard,
    { table, set, deleted }: RowChange,
    generation?: string,
  ): Promise<void> {
    const shape = shapeOf(this.source(shard), shard, table, generation);
    const statements = [
      ...slices(deleted).map(keys => remove(shape, keys)),
      ...slices(set).map(rows => upsert(shape, rows)),
    ];
    for (const { text, values } of statements) await manager.query(text, [...values]);
  }

  /** Runs a question with the scope set for its transaction alone. Rows of a generation are the owner's. */
  private withScope<Result>(
    scope: Scope,
    shard: Shard,
    run: (manager: EntityManager) => Promise<Result>,
    generation?: string,
  ): Promise<Result> {
    const source = generation === undefined ? this.source(shard) : this.owner(shard);
    const schemes = namedSchemes(scope);
    return source.transaction(async manager => {
      await manager.query(`select set_config('app.schemes', $1, true)`, [schemes === 'all' ? '*' : schemes.join(',')]);
      return run(manager);
    });
  }

  private ask<Read>(shard: Shard, text: string, values: unknown[] = []): Promise<Read[]> {
    return this.source(shard).query<Read[]>(text, values);
  }

  private generations(shard: Shard): Generations {
    return new Generations(shard, this.source(shard), this.owner(shard));
  }

  private owner(shard: Shard): DataSource {
    return this.options.owner ?? this.source(shard);
  }

  private source(shard: Shard): DataSource {
    const source = this.options.sources[shard];
    if (!source) throw new Error(`no database of ${shard} here`);
    return source;
  }

  /** The context whose database has this table. */
  private home(table: { readonly entity: unknown; readonly name: string }): Shard {
    let shard = this.shardOf.get(table.entity);
    if (!shard) {
      shard = shards.find(name => isShard(name) && this.options.sources[name]?.hasMetadata(entityOf(table)));
      if (!shard) throw new Error(`no database here has the table ${table.name}`);
      this.shardOf.set(table.entity, shard);
    }
    return shard;
  }
}

const rowsAtOnce = 10_000;

const slices = (rows: readonly object[]): (readonly object[])[] =>
  Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, index) =>
    rows.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce),
  );

/** TypeORM wants a class it could construct; ours are the same classes, named by what we need of them. */
const entityOf = <Row extends object>(table: { readonly entity: unknown }): new () => Row =>
  table.entity as new () => Row;

/** SQLSTATE classes 22 (a value out of range) and 23 (a constraint): the same rows will be refused again. */
const isDataError = (error: unknown): boolean =>
  error instanceof QueryFailedError && /^2[23]/.test(String((error.driverError as { code?: unknown }).code));
