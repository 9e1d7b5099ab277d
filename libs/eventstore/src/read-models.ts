import type { KeyOf, Table } from './projection.js';
import type { Position, Shard } from './event-log.js';

/** Whose rows may be read: some schemes, or all of them (federation staff, auditors, the projections themselves). */
export interface Scope {
  readonly schemes: readonly string[] | 'all';
}

export const everyScheme: Scope = { schemes: 'all' };
/** Whether facts of a scheme may be told in a scope. */
export const reaches = ({ schemes }: Scope, scheme: string): boolean => schemes === 'all' || schemes.includes(scheme);
/** Reads nothing: what an unscoped question gets. */
export const noScheme: Scope = { schemes: [] };

type Comparable = string | number;
/** Equality unless an operator is named. */
export type Where<Row> = {
  readonly [Column in keyof Row]?:
    | Row[Column]
    | { readonly in: readonly Row[Column][] }
    | (Row[Column] extends Comparable | null
        ? { readonly atMost?: Row[Column]; readonly atLeast?: Row[Column] }
        : never);
};

export interface Find<Row> {
  readonly where?: Where<Row>;
  readonly orderBy?: readonly (keyof Row & string)[];
  readonly descending?: boolean;
  readonly limit?: number;
  readonly offset?: number;
}

export interface RowChange {
  readonly table: Table;
  /** Rows to insert or replace, by key. */
  readonly set: readonly object[];
  /** Keys of rows to remove. */
  readonly deleted: readonly object[];
}

/** Where a subscription stands. `epoch` fences: an older owner can no longer move it. */
export interface Checkpoint {
  readonly name: string;
  readonly position: Position;
  readonly epoch: number;
}

/** A stream set aside because one of its events could not be handled; the rest goes on. */
export interface ParkedStream {
  readonly name: string;
  readonly stream: string;
  readonly position: Position;
  readonly error: string;
  readonly attempts: number;
}

/** Another process took the checkpoint over. */
export class CheckpointLost extends Error {}

/**
 * Read models of one context's schema, and its checkpoints: PostgreSQL with row security, or memory. Every question
 * is asked in a scope.
 */
export abstract class ReadModels {
  abstract find<Row extends object>(scope: Scope, table: Table<Row>, find?: Find<Row>): Promise<Row[]>;
  abstract findOne<Row extends object>(scope: Scope, table: Table<Row>, key: KeyOf<Row>): Promise<Row | undefined>;
  abstract count<Row extends object>(scope: Scope, table: Table<Row>, where?: Where<Row>): Promise<number>;

  /** Rows by key, for the projection's buffer. `generation` names a copy being rebuilt beside the live one. */
  abstract fetch(shard: Shard, table: Table, keys: readonly object[], generation?: string): Promise<object[]>;

  /** Takes the checkpoint (raising its epoch) so that this process alone moves it. Creates it at 0. */
  abstract claim(shard: Shard, name: string): Promise<Checkpoint>;
  /** Writes rows and moves the checkpoint in one transaction. @throws CheckpointLost */
  abstract flush(
    shard: Shard,
    checkpoint: Checkpoint,
    to: Position,
    changes: readonly RowChange[],
    generation?: string,
  ): Promise<Checkpoint>;
  abstract checkpoints(shard: Shard): Promise<readonly Checkpoint[]>;

  abstract park(shard: Shard, parked: ParkedStream): Promise<void>;
  abstract unpark(shard: Shard, name: string, stream: string): Promise<void>;
  abstract parked(shard: Shard, name?: string): Promise<readonly ParkedStream[]>;
}
