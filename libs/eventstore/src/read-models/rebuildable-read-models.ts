import type { Position, Shard } from '../event-log.js';
import type { Table } from '../projection.js';
import type { Indexes } from './table-indexes.js';
import { type ParkedStream, ReadModels, type RowChange } from '../read-models.js';

/** A row no table accepts: a value out of range, a missing value. It will be refused again however often it comes. */
export class RowsRefused extends Error {}

/** Fingerprint of a projection's rows, and the position they stand at. */
export interface StateHash {
  /** SHA-256 as hex. */
  readonly hash: string;
  readonly rows: number;
  /** Read in the same snapshot as the rows; null when no checkpoint was asked for or none exists yet. */
  readonly position: Position | null;
}

export interface Swap {
  /** Name of the projection whose tables are exchanged. */
  readonly name: string;
  readonly tables: readonly Table[];
  readonly generation: string;
  /** Where the rows of the generation stand. */
  readonly position: Position;
  /** Streams set aside while rebuilding: they replace those parked before. */
  readonly parked: readonly ParkedStream[];
}

/** Rows on their way into a table of a generation, which must not have them yet: kept in the form they are sent in. */
export interface Lot {
  readonly size: number;
  add(rows: Iterable<object>): void;
  /** Sends them, once. Rows added later need another lot. */
  load(): Promise<void>;
}

/** Read models that can be rebuilt beside the live ones, and compared. A generation is a lower-case word. */
export abstract class RebuildableReadModels extends ReadModels {
  /** Empty copies of the tables, without indexes; an unfinished generation of that name is dropped first. */
  abstract createGeneration(shard: Shard, tables: readonly Table[], generation: string): Promise<void>;
  abstract lot(shard: Shard, table: Table, generation: string): Lot;
  /** Adds rows to a table of a generation, which must not have them yet. */
  abstract load(shard: Shard, table: Table, rows: Iterable<object>, generation: string): Promise<void>;
  /**
   * Makes the indexes of the live table that its copy does not have yet: best when most rows are there. By then a key
   * that was loaded twice is an error.
   */
  abstract indexGeneration(shard: Shard, table: Table, generation: string, indexes: Indexes): Promise<void>;
  /** Writes and removes rows of a generation that may be there already, found by key; no checkpoint moves. */
  abstract replaceRows(shard: Shard, change: RowChange, generation: string): Promise<void>;
  /**
   * The generation takes the place of the live tables, with its position, in one transaction. Whoever owns the
   * checkpoint keeps it, and goes on from the new position.
   */
  abstract swapGeneration(shard: Shard, swap: Swap): Promise<void>;
  abstract dropGeneration(shard: Shard, tables: readonly Table[], generation: string): Promise<void>;
  abstract stateHash(
    shard: Shard,
    tables: readonly Table[],
    of?: { readonly generation?: string; readonly checkpoint?: string },
  ): Promise<StateHash>;
}
