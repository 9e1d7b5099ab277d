import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { DataSource, EntityManager } from 'typeorm';
import type { Shard } from '../event-log.js';
import type { Table } from '../projection.js';
import { parkedTable } from './parked-table.js';
import { CopyLot, copyPieces } from './copy-text.js';
import type { Lot, StateHash, Swap } from './rebuildable-read-models.js';
import { rowFrom, selectAll, upsert } from './row-statements.js';
import { StateHasher } from './state-hash.js';
import { type Indexes, keepIndexNames, makeIndexes } from './table-indexes.js';
import { quoted, shapeOf, type TableShape } from './table-shape.js';

const rowsAtOnce = 5_000;

/** Copies of a context's tables that are filled beside the live ones, then take their place. */
export class Generations {
  constructor(
    private readonly shard: Shard,
    /** Knows the entities. */
    private readonly source: DataSource,
    /** May create, rename and drop. */
    private readonly owner: DataSource,
  ) {}

  /** Without indexes: rows come first. */
  async create(tables: readonly Table[], generation: string): Promise<void> {
    const statements = tables.flatMap(table => {
      const [live, { relation }] = [this.shape(table), this.shape(table, generation)];
      return [
        `drop table if exists ${relation}`,
        `create table ${relation} (like ${live.relation} including all excluding indexes)`,
      ];
    });
    await this.owner.transaction(manager => manager.query(statements.join('; ')));
  }

  lot(table: Table, generation: string): Lot {
    const shape = this.shape(table, generation);
    return new CopyLot(shape, pieces => this.copyIn(shape, pieces));
  }

  load(table: Table, rows: Iterable<object>, generation: string): Promise<void> {
    const shape = this.shape(table, generation);
    return this.copyIn(shape, copyPieces(shape, rows));
  }

  async index(tables: readonly Table[], generation: string, wanted: Indexes): Promise<void> {
    await this.owner.transaction(async manager => {
      await manager.query('set local synchronous_commit = off');
      for (const table of tables) {
        const [live, copy] = [this.shape(table), this.shape(table, generation)];
        await makeIndexes(manager, live.schema, live.name, copy.name, wanted);
      }
    });
  }

  async swap({ name, tables, generation, position, parked }: Swap): Promise<void> {
    await this.index(tables, generation, 'all');
    await this.owner.transaction(async manager => {
      // Waiting long for the lock would hold up every reader that comes after.
      await manager.query(`set local lock_timeout = '5s'`);
      await manager.query(
        `insert into ${quoted(this.shard)}.checkpoint (name, position, epoch) values ($1, $2, 0)
         on conflict (name) do update set position = excluded.position`,
        [name, position],
      );
      for (const table of tables) await this.replace(manager, table, generation);
      await manager.query(`delete from ${quoted(this.shard)}.parked where name = $1`, [name]);
      if (parked.length > 0) {
        const { text, values } = upsert(this.shape(parkedTable as unknown as Table), parked);
        await manager.query(text, [...values]);
      }
    });
  }

  async drop(tables: readonly Table[], generation: string): Promise<void> {
    for (const table of tables)
      await this.owner.query(`drop table if exists ${this.shape(table, generation).relation}`);
  }

  /** In one snapshot, so that rows and position belong together. */
  async hash(
    tables: readonly Table[],
    { generation, checkpoint }: { generation?: string; checkpoint?: string },
  ): Promise<StateHash> {
    const source = generation === undefined ? this.source : this.owner;
    return source.transaction('REPEATABLE READ', async manager => {
      await manager.query(`select set_config('app.schemes', '*', true)`);
      const hasher = new StateHasher();
      for (const table of tables) {
        const shape = this.shape(table, generation);
        hasher.table(table);
        await manager.query(`declare rows_in_order no scroll cursor for ${selectAll(shape)}`);
        for (;;) {
          const read = await manager.query<Record<string, unknown>[]>(`fetch ${rowsAtOnce} from rows_in_order`);
          for (const row of read) hasher.add(rowFrom(shape, row));
          if (read.length < rowsAtOnce) break;
        }
        await manager.query('close rows_in_order');
      }
      return { ...hasher.digest(), position: await this.positionOf(manager, checkpoint) };
    });
  }

  private async positionOf(manager: EntityManager, checkpoint: string | undefined): Promise<number | null> {
    if (checkpoint === undefined) return null;
    const [found] = await manager.query<{ position: string }[]>(
      `select position from ${quoted(this.shard)}.checkpoint where name = $1`,
      [checkpoint],
    );
    return found ? Number(found.position) : null;
  }

  /**
   * COPY knows no row security: nobody but the owner may read a generation until it takes its place. Nothing waits for
   * the disk either: a generation is worth nothing before the exchange, whose commit brings all of it there.
   */
  private async copyIn({ relation, columns }: TableShape, pieces: Iterable<Buffer>): Promise<void> {
    const runner = this.owner.createQueryRunner();
    try {
      const client = (await runner.connect()) as pg.ClientBase;
      await client.query('begin; set local synchronous_commit = off');
      try {
        const names = columns.map(({ name }) => name).join(', ');
        await pipeline(Readable.from(pieces), client.query(copyFrom(`copy ${relation} (${names}) from stdin`)));
        await client.query('commit');
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    } finally {
      await runner.release();
    }
  }

  private async replace(manager: EntityManager, table: Table, generation: string): Promise<void> {
    const [live, next] = [this.shape(table), this.shape(table, generation)];
    const old = `${live.name}__old`;
    await manager.query(
      `alter table ${live.relation} rename to ${quoted(old)}; alter table ${next.relation} rename to ${quoted(live.name)}`,
    );
    await keepIndexNames(manager, live.schema, old, live.name);
    await manager.query(`drop table ${quoted(live.schema)}.${quoted(old)}`);
    await manager.query(`select es.protect_read_model($1::regclass, $2)`, [live.relation, `entraide_${this.shard}`]);
  }

  private shape(table: Table, generation?: string): TableShape {
    return shapeOf(this.source, this.shard, table, generation);
  }
}
