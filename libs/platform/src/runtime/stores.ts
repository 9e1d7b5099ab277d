import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import {
  AuditReadsLogs1763800000000,
  type DataKeys,
  ephemeralKey,
  EventCodec,
  type EventLog,
  EventLog1760000000000,
  HmacOpaqueKeys,
  type KeyEncryptionKey,
  type KeyFileSeal,
  keyFromFile,
  LogDecisions,
  MemoryDataKeys,
  MemoryEventLog,
  MemoryReadModels,
  type OpaqueKeys,
  openLogElsewhere,
  plainly,
  PostgresDataKeys,
  PostgresEventLog,
  PostgresReadModels,
  type RebuildableReadModels,
  sealedInVault,
  type Shard,
  WebhooksShard1763900000000,
} from '#eventstore';
import type { Upcasters } from '#kernel';
import type { Configuration } from '../configuration.js';
import type { ContextParts } from '../context-parts.js';
import type { HealthSource } from '../health/health.js';
import type { Credentials } from '../postgres/credentials.js';
import { assertMigrated, type ContextMigrations, migrate } from '../postgres/migrate.js';
import { openDatabase } from '../postgres/open-database.js';
import { DatabaseNotReady } from '../postgres/roles.js';
import { MemoryReadings } from '../readings/memory-readings.js';
import { PostgresReadings } from '../readings/postgres-readings.js';
import { Readings1764000000000 } from '../readings/readings.migration.js';
import type { Readings } from '../readings/readings.js';

/** Everything that is kept, and what reads and writes it: in PostgreSQL, or in memory for scenarios. */
export interface Stores {
  readonly log: EventLog;
  readonly keys: DataKeys;
  readonly codec: EventCodec;
  readonly decisions: LogDecisions;
  readonly opaque: OpaqueKeys;
  readonly models: RebuildableReadModels;
  /** Who read what. */
  readonly readings: Readings;
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

/**
 * @param log where the facts are kept, if not in memory too
 * @param master what keys are kept under and opaque names made with, if others are to know the same names
 */
export const memoryStores = (
  contexts: readonly ContextParts[],
  log: EventLog = new MemoryEventLog(),
  master: KeyEncryptionKey = ephemeralKey(),
): Stores => {
  return {
    ...assembled(log, new MemoryDataKeys(master), new MemoryReadModels(), new HmacOpaqueKeys(master), contexts),
    readings: new MemoryReadings(),
    health: [],
    close: () => log.close(),
  };
};

const esMigrations: ContextMigrations = {
  schema: 'es',
  migrations: [EventLog1760000000000, AuditReadsLogs1763800000000, WebhooksShard1763900000000, Readings1764000000000],
};

/** Every migration these contexts need, the log's own included. */
export const migrationsOf = (contexts: readonly ContextParts[]): readonly ContextMigrations[] => [
  esMigrations,
  ...contexts.map(({ shard, migrations }) => ({ schema: shard, migrations })),
];

const usualKeyFile = (dataDir: string): string => join(dataDir, 'keys', 'master.json');

/** Where the configuration says the master key is kept … */
export const keyFileOf = ({ masterKeyFile, dataDir }: Configuration): string => masterKeyFile ?? usualKeyFile(dataDir);
/** … and what opens it. */
export const sealOf = ({ masterKeyVault }: Configuration): KeyFileSeal =>
  masterKeyVault ? sealedInVault(masterKeyVault) : plainly;

/** Stores on a database whose roles and schemas are prepared. Brings the schemas up to date first. */
export const postgresStores = async (
  credentials: Credentials,
  dataDir: string,
  contexts: readonly ContextParts[],
  say: (line: string) => void = () => undefined,
  keyFile = usualKeyFile(dataDir),
  log?: EventLog,
  seal?: KeyFileSeal,
): Promise<Stores> => {
  await migrate(credentials, migrationsOf(contexts), say);
  const master = await keyFromFile(keyFile, seal);
  const owner = await new DataSource({
    type: 'postgres',
    url: credentials.urlOf('owner'),
    extra: { max: 4, application_name: 'entraide: rebuild' },
  }).initialize();
  return storesOn(shard => credentials.urlOf(shard), master, contexts, owner, log);
};

/**
 * Stores of a service: each context under its own role, and nobody else's. It prepares and migrates nothing, and cannot
 * rebuild, which is for the owner of the tables.
 * @throws DatabaseNotReady when its schema is behind. KeyFileRefused
 */
export const serviceStores = async (
  contextUrls: Configuration['contextUrls'],
  keyFile: string,
  contexts: readonly ContextParts[],
  log?: EventLog,
  seal?: KeyFileSeal,
): Promise<Stores> => {
  const auditing = contexts.some(({ shard }) => shard === 'audit');
  const urlOf = (shard: Shard): string => {
    // Whoever proves the logs reads all of them, under its own role.
    const url = contextUrls[shard] ?? (auditing ? contextUrls.audit : undefined);
    if (url === undefined) throw new DatabaseNotReady(`DATABASE_URL_${shard.toUpperCase()} is missing`);
    return url;
  };
  for (const { shard } of contexts) await assertMigrated(urlOf(shard), shard, migrationsOf(contexts));
  return storesOn(urlOf, await existingKey(keyFile, seal), contexts, undefined, log);
};

const storesOn = async (
  urlOf: (shard: Shard) => string,
  master: KeyEncryptionKey,
  contexts: readonly ContextParts[],
  owner?: DataSource,
  log: EventLog = new PostgresEventLog({ urlOf }),
): Promise<Stores> => {
  const pools = new Map(contexts.map(({ shard }) => [shard, quietPool(urlOf(shard))]));
  const sources = await dataSources(urlOf, contexts);
  const keys = new PostgresDataKeys(shard => pools.get(shard)!, master);
  const models = new PostgresReadModels({ sources, owner });
  return {
    ...assembled(log, keys, models, new HmacOpaqueKeys(master), contexts),
    readings: new PostgresReadings(pools.get('audit') ?? [...pools.values()][0]!),
    health: contexts.map(({ shard }) => logHealth(log, shard)),
    close: async () => {
      await log.close();
      await Promise.all([...pools.values()].map(pool => pool.end()));
      await Promise.all([...(owner ? [owner] : []), ...Object.values(sources)].map(source => source.destroy()));
    },
  };
};

/** A service that made its own key would seal what no other process opens. */
const existingKey = async (keyFile: string, seal?: KeyFileSeal): Promise<KeyEncryptionKey> => {
  if (!existsSync(keyFile))
    throw new DatabaseNotReady(
      `the key file ${keyFile} is missing: it was made before the first service started (MASTER_KEY_FILE)`,
    );
  return keyFromFile(keyFile, seal);
};

export interface PreparedStores {
  readonly credentials: Credentials;
  /** Stops the embedded server if this process started it. */
  close(): Promise<void>;
}

/**
 * Database, roles and schemas, made or brought up to date: what services find and may not make. Out of production, the
 * master key too; in production it is made and kept where keys are kept.
 * @throws DatabaseNotReady EmbeddedPostgresFailed KeyFileRefused
 */
export const prepareStores = async (
  configuration: Configuration,
  contexts: readonly ContextParts[],
  say?: (line: string) => void,
): Promise<PreparedStores> => {
  const { dataDir, databaseUrl, credentialsFile, production } = configuration;
  const database = await openDatabase({ dataDir, databaseUrl, credentialsFile, log: say });
  try {
    await migrate(database.credentials, migrationsOf(contexts), say);
    if (!production) await keyFromFile(keyFileOf(configuration), sealOf(configuration));
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
};

/** The stores the configuration asks for. @throws DatabaseNotReady EmbeddedPostgresFailed LogUnsuitable LogUnavailable */
export const openStores = async (
  configuration: Configuration,
  contexts: readonly ContextParts[],
  say?: (line: string) => void,
): Promise<Stores> => {
  const { eventLog } = configuration;
  // Who audits reads, and may have no right to more.
  const shards = contexts.map(({ shard }) => shard).filter(shard => shard !== 'audit');
  const log = eventLog ? await openLogElsewhere(eventLog, shards) : undefined;
  try {
    return await storesAround(log, configuration, contexts, say);
  } catch (error) {
    await log?.close();
    throw error;
  }
};

const storesAround = async (
  log: EventLog | undefined,
  configuration: Configuration,
  contexts: readonly ContextParts[],
  say?: (line: string) => void,
): Promise<Stores> => {
  if (configuration.store === 'memory') return memoryStores(contexts, log);
  const { dataDir, databaseUrl, contextUrls, credentialsFile } = configuration;
  const [keyFile, seal] = [keyFileOf(configuration), sealOf(configuration)];
  if (Object.keys(contextUrls).length > 0) return serviceStores(contextUrls, keyFile, contexts, log, seal);
  const database = await openDatabase({ dataDir, databaseUrl, credentialsFile, log: say });
  try {
    const stores = await postgresStores(database.credentials, dataDir, contexts, say, keyFile, log, seal);
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
  urlOf: (shard: Shard) => string,
  contexts: readonly ContextParts[],
): Promise<Partial<Record<Shard, DataSource>>> => {
  const opened = contexts.map(async ({ shard, entities }) => {
    const source = new DataSource({
      type: 'postgres',
      url: urlOf(shard),
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
