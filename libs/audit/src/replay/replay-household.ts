import {
  columnsOf,
  type EventLog,
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

/** Rows of one table that a replay of a household's events alone comes to, and how many the live table has alike. */
export interface ReplayedRows {
  readonly context: Shard;
  readonly table: string;
  readonly rows: number;
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
    for (const table of own) tables.push(await compared(shard, table, part, copy, models));
  const parked = replayed.reduce((sum, one) => sum + one.parked.size, 0);
  const events = [...part.events.values()].reduce((sum, some) => sum + some.length, 0);
  const equal = parked === 0 && tables.every(({ different }) => different.length === 0);
  return { events, tables, parked, equal };
};

const compared = async (
  shard: Shard,
  table: Table,
  { ids }: HouseholdPart,
  copy: RebuildableReadModels,
  live: ReadModels,
): Promise<ReplayedRows> => {
  await copy.swapGeneration(shard, { name: table.name, tables: [table], generation, position: 0, parked: [] });
  const columns = columnsOf(table.entity);
  const text = (row: object, names: readonly string[]): string =>
    JSON.stringify(names.map(name => (row as Readonly<Record<string, unknown>>)[name] ?? null));
  const rows = (await copy.find({ schemes: 'all' }, table)).filter(row =>
    Object.values(row).some(value => ids.has(value as string)),
  );
  const found =
    rows.length === 0
      ? []
      : await live.fetch(
          shard,
          table,
          rows.map(row => keyOf(table, row)),
        );
  const known = new Set(found.map(row => text(row, columns)));
  const different = rows.filter(row => !known.has(text(row, columns))).map(row => keyOf(table, row));
  return { context: shard, table: table.name, rows: rows.length, different };
};

const keyOf = (table: Table, row: object): object => {
  const values = row as Readonly<Record<string, unknown>>;
  return Object.fromEntries((table.key as readonly string[]).map(column => [column, values[column]]));
};
