import stringify from 'fast-json-stable-stringify';
import {
  columnsOf,
  type EventLog,
  everyScheme,
  MemoryReadModels,
  type OpenEvents,
  type Projection,
  type ReadModels,
  Rebuild,
  type RebuildableReadModels,
  type Scope,
  type Shard,
  type Table,
} from '#eventstore';
import { householdPart, type HouseholdPart } from './household-log.js';

/** Rows of one table that a replay of a household's events alone comes to, held against the live ones. */
export interface ReplayedRows {
  readonly context: Shard;
  readonly table: string;
  readonly rows: number;
  /** Keys of rows that the live table has otherwise, or not at all, or that it has and nothing tells of. */
  readonly different: readonly object[];
}

export interface ReplayedHousehold {
  readonly events: number;
  readonly tables: readonly ReplayedRows[];
  /** Events that could not be handled. */
  readonly parked: number;
  readonly equal: boolean;
}

export interface Replaying {
  readonly log: EventLog;
  readonly open: OpenEvents;
  readonly models: ReadModels;
  readonly projections: readonly Projection[];
}

const generation = 'household';

/**
 * Replays one household in memory, and compares its rows with the live ones. Rows that sum others too (a fund, what a
 * provider is owed) are left aside. Undefined: there is no such household in this scope.
 */
export const replayHousehold = async (
  { log, open, models, projections }: Replaying,
  scope: Scope,
  household: string,
): Promise<ReplayedHousehold | undefined> => {
  const part = await householdPart(log, scope, household);
  if (!part) return undefined;
  const copy = new MemoryReadModels();
  const concerned = projections.filter(({ shard }) => part.events.has(shard));
  const replayed = await new Rebuild(part.log, open, copy).replayInto(copy, concerned, generation);
  const tables: ReplayedRows[] = [];
  for (const { shard, tables: own } of concerned)
    for (const table of own) tables.push(await compared(shard, table, household, part, copy, models));
  const parked = replayed.reduce((sum, one) => sum + one.parked.size, 0);
  const events = [...part.events.values()].reduce((sum, some) => sum + some.length, 0);
  const equal = parked === 0 && tables.every(({ different }) => different.length === 0);
  return { events, tables, parked, equal };
};

const compared = async (
  shard: Shard,
  table: Table,
  household: string,
  { ids }: HouseholdPart,
  copy: RebuildableReadModels,
  live: ReadModels,
): Promise<ReplayedRows> => {
  await copy.swapGeneration(shard, { name: table.name, tables: [table], generation, position: 0, parked: [] });
  const all = await copy.find(everyScheme, table as Table<Row>);
  const rows = all.filter(row => Object.values(row).some(value => ids.has(value as string)));
  const alsoThere = rows.length === 0 ? [] : await live.fetch(shard, table, rows.map(keyOf(table)));
  const own = await ownRows(table, household, live);
  const [replayed, standing] = [byKey(table, rows), byKey(table, [...(alsoThere as Row[]), ...own])];
  const keys = new Map([...replayed, ...standing].map(([key, row]) => [key, keyOf(table)(row)]));
  const different = [...keys].filter(([key]) => !alike(table, replayed.get(key), standing.get(key)));
  return { context: shard, table: table.name, rows: rows.length, different: different.map(([, key]) => key) };
};

type Row = Readonly<Record<string, unknown>>;

/** Live rows that name the household, whether or not its events tell of them. */
const ownRows = async (table: Table, household: string, live: ReadModels): Promise<readonly Row[]> =>
  columnsOf(table.entity).includes('household') && !madeOfPairs.has(table.name)
    ? await live.find(everyScheme, table as Table<Row>, { where: { household } })
    : [];

/** Their facts stand in streams of two households: no part of either. */
const madeOfPairs: ReadonlySet<string> = new Set(['duplicate_side']);

const keyOf =
  (table: Table) =>
  (row: Row): Row =>
    Object.fromEntries((table.key as readonly string[]).map(column => [column, row[column]]));

const byKey = (table: Table, rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map(row => [stringify(keyOf(table)(row)), row]));

/** A database gives the fields of a document back in an order of its own. */
const alike = (table: Table, one: Row | undefined, other: Row | undefined): boolean => {
  const text = (row: Row): string => stringify(columnsOf(table.entity).map(column => row[column] ?? null));
  return one !== undefined && other !== undefined && text(one) === text(other);
};
