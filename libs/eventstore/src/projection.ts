import type { DomainEvent } from '#kernel';
import type { RecordedEvent, Shard } from './event-log.js';

/** A read-model table: its TypeORM entity class, its key columns. Each row carries the scheme that may read it. */
export interface Table<Row extends object = object> {
  readonly entity: abstract new () => Row;
  /** Name within the context's schema. */
  readonly name: string;
  /** Key properties of the row, in order. */
  readonly key: readonly (keyof Row & string)[];
  /**
   * Each row is written once, by the event whose position is in its key, and no handler reads or removes it: a journal.
   * A rebuild then passes its rows on as they come and keeps none of them.
   */
  readonly writtenOnce?: true;
}

export type KeyOf<Row> = Partial<Row>;

/** Rows a handler may need: read for the whole batch in one question per table. */
export interface RowsWanted {
  readonly table: Table;
  readonly key: object;
}

/** Declares that a handler reads this row. */
export const wants = <Row extends object>(table: Table<Row>, key: KeyOf<Row>): RowsWanted => ({
  table: table as unknown as Table,
  key,
});

/**
 * The buffer of rows of one batch: written to the database in one statement per table, together with the checkpoint.
 * A handler writes rows and does nothing else. `get` answers for rows the handler declared (`reads`) or has set.
 */
export interface Rows {
  get<Row extends object>(table: Table<Row>, key: KeyOf<Row>): Row | undefined;
  set<Row extends object>(table: Table<Row>, row: Row): void;
  delete<Row extends object>(table: Table<Row>, key: KeyOf<Row>): void;
}

export interface ProjectionHandler<Event extends DomainEvent> {
  reads?(event: RecordedEvent<Event>): readonly RowsWanted[];
  write(event: RecordedEvent<Event>, rows: Rows): void;
}

/**
 * Turns events into rows. Assume every event comes twice, and all of them again next year.
 * The compiler asks for every event type of the union; `ignore` says plainly that one writes nothing.
 */
export interface Projection<Event extends DomainEvent = DomainEvent> {
  /** Name of its checkpoint, version last: `benefits.claim_ledger.v1`. */
  readonly name: string;
  readonly shard: Shard;
  readonly tables: readonly Table[];
  readonly on: { readonly [Type in Event['type']]: ProjectionHandler<Extract<Event, { type: Type }>> | typeof ignore };
}

export const ignore = 'ignore' as const;

/** Erases the event union, for lists of projections. */
export const anyProjection = <Event extends DomainEvent>(projection: Projection<Event>): Projection =>
  projection as unknown as Projection;
