import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import {
  type DataKeys,
  ephemeralKey,
  EventCodec,
  type EventLog,
  EventLog1760000000000,
  HmacOpaqueKeys,
  keyFromFile,
  LogDecisions,
  MemoryDataKeys,
  MemoryEventLog,
  MemoryReadModels,
  type OpaqueKeys,
  PostgresDataKeys,
  PostgresEventLog,
  PostgresReadModels,
  type RebuildableReadModels,
  type Shard,
} from '#eventstore';
import type { Upcasters } from '#kernel';
import type { Configuration } from '../configuration.js';
import type { ContextParts } from '../context-parts.js';
import type { HealthSource } from '../health/health.js';
import type { Credentials } from '../postgres/credentials.js';
import { migrate } from '../postgres/migrate.js';
import { openDatabase } from '../postgres/open-database.js';

/** Everything that is kept, and what reads and writes it: in PostgreSQL, or in memory for scenarios. */
export interface Stores {
  readonly log: EventLog;
  readonly keys: DataKeys;
  readonly codec: EventCodec;
  readonly decisions: LogDecisions;
  readonly opaque: OpaqueKeys;
  readonly models: RebuildableReadModels;
  readonly health: readonly HealthSource[];
  close(): Promise<void>;
}

/** Old versions of every context's events. Two contexts never share a type: it begins with the context's name. */
const upcastersOf = (contexts: readonly ContextParts[]): Upcasters =>
  Object.assign({}, ...contexts.map(({ upcasters }) => upcasters)) as Upcasters;

const assembled = (
  log: EventLog,
  keys: DataKeys,
  models: RebuildableReadModels,
  opaque: OpaqueKeys,
  contexts: readonly ContextParts[],
) => {
  const codec = new EventCodec(keys, upcastersOf(contexts));
  return { log, keys, models, opaque, codec, decisions: new LogDecisions(log, codec, keys, opaque) };
};

export const memoryStores = (contexts: readonly ContextParts[]): Stores => {
  const master = ephemeralKey();
  const log = new MemoryEventLog();
  return {
    ...assembled(log, new MemoryDataKeys(master), new MemoryReadModels(), new HmacOpaqueKeys(master), contexts),
    health: [],
    close: () => log.close(),
  };
};

/** Stores on a database whose roles and schemas are prepared. Brings the schemas up to date first. */
export const postgresStores = async (
  credentials: Credentials,
  dataDir: string,
  contexts: readonly ContextParts[],
  say: (line: string) => void = () => undefined,
): Promise<Stores> => {
  const ofContexts = contexts.map(({ shard, migrations }) => ({ schema: shard, migrations }));
  await migrate(credentials, [{ schema: 'es', migrations: [EventLog1760000000000] }, ...ofContexts], say);
  const master = await keyFromFile(join(dataDir, 'keys', 'master.json'));
  const log = new PostgresEventLog({ urlOf: shard => credentials.urlOf(shard) });
  const pools = new Map(contexts.map(({ shard }) => [shard, quietPool(credentials.urlOf(shard))]));
  const sources = await dataSources(credentials, contexts);
  const owner = await new DataSource({
    type: 'postgres',
    url: credentials.urlOf('owner'),
    extra: { max: 4, application_name: 'entraide: rebuild' },
  }).initialize();
  const keys = new PostgresDataKeys(shard => pools.get(shard)!, master);
  const models = new PostgresReadModels({ sources, owner });
  return {
    ...assembled(log, keys, models, new HmacOpaqueKeys(master), contexts),
    health: contexts.map(({ shard }) => logHealth(log, shard)),
    close: async () => {
      await log.close();
      await Promise.all([...pools.values()].map(pool => pool.end()));
      await Promise.all([owner, ...Object.values(sources)].map(source => source.destroy()));
    },
  };
};

/** The stores the configuration asks for. */
export const openStores = async (
  configuration: Configuration,
  contexts: readonly ContextParts[],
  say?: (line: string) => void,
): Promise<Stores> => {
  if (configuration.store === 'memory') return memoryStores(contexts);
  const { dataDir, databaseUrl } = configuration;
  const database = await openDatabase({ dataDir, databaseUrl, log: say });
  try {
    const stores = await postgresStores(database.credentials, dataDir, contexts, say);
    return {
      ...stores,
      close: async () => {
        await stores.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
};

const dataSources = async (
  credentials: Credentials,
  contexts: readonly ContextParts[],
): Promise<Partial<Record<Shard, DataSource>>> => {
  const opened = contexts.map(async ({ shard, entities }) => {
    const source = new DataSource({
      type: 'postgres',
      url: credentials.urlOf(shard),
      schema: shard,
      entities: [...entities] as never[],
      installExtensions: false,
      extra: { max: 5, application_name: `entraide ${shard}: read models` },
    });
    return [shard, await source.initialize()] as const;
  });
  return Object.fromEntries(await Promise.all(opened));
};

const quietPool = (url: string): pg.Pool => {
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'entraide: data keys' });
  // A connection that breaks while idle is replaced when next needed; the question then made reports the failure.
  pool.on('error', () => undefined);
  return pool;
};

const logHealth = (log: EventLog, shard: Shard): HealthSource => ({
  name: `event log ${shard}`,
  check: async () => {
    await log.head(shard);
    return { up: true };
  },
});
