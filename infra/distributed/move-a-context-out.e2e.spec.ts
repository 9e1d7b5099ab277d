import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { shards } from '#eventstore';
import { addDays } from '#kernel';
import { migrationsOf, postgresStores, type Stores } from '#platform';
import { LocalStage, type OpenStage, RemoteStage } from '#scenarios';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import { stateOf } from '../../apps/all-in-one/test/same-state.js';
import { found, live, numbers, type TownDay } from '../../apps/all-in-one/test/town.js';
import { contexts } from '../../apps/cli/src/contexts.js';
import { type GatewayContext, gatewayContexts } from '../gateway/routes.js';
import { freePorts } from './free-ports.js';
import { makeGateway } from './gateway.js';
import { Processes } from './processes.js';
import { originsAt, type Program } from './services.js';

const distributed = process.env['TOPOLOGY'] === 'distributed';
const built = (path: string): string => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));
const host = '127.0.0.1';

const first: TownDay = { on: '2025-02-03', enrol: numbers(1, 6) };
const onKafka: TownDay = { on: '2025-06-02', enrol: numbers(7, 12), ill: numbers(1, 6) };
/** One day after the other, for as long as the move takes: three households join, and some of the others fall ill. */
const whileMoving = (count: number): TownDay => ({
  on: addDays('2025-09-01', count),
  enrol: numbers(13 + 3 * count, 15 + 3 * count),
  ill: numbers(1 + (count % 2) * 6, 6 + (count % 2) * 6),
  pace_ms: 200,
});
const after: TownDay = { on: '2026-01-12', ill: numbers(7, 15) };
const together: TownDay = { on: '2026-01-20', enrol: numbers(101, 104), ill: numbers(7, 10) };

/** What was recorded in each stream, of what kind and how often, and what the read models made of it. */
const recordOf = async (stores: Stores) => {
  const recorded = new Map<string, number>();
  for (const { shard } of contexts)
    for await (const batch of stores.log.scan(shard))
      for (const { stream, type } of batch)
        recorded.set(`${stream} ${type}`, (recorded.get(`${stream} ${type}`) ?? 0) + 1);
  return { ...Object.fromEntries([...recorded].sort()), ...(await stateOf(stores, contexts)) };
};

(distributed ? describe : describe.skip)('a context leaves the all-in-one while the scheme goes on working', () => {
  let database: FreshDatabase;
  let stores: Stores;
  let gateway: FastifyInstance;
  let here: LocalStage;
  let stage: RemoteStage;
  const dataDir = mkdtempSync(join(tmpdir(), 'entraide-moving-'));
  const origins: Record<GatewayContext, string> = { ...originsAt(host, 0) };
  const services: string[] = [];
  let settings: Record<string, string> = {};
  const running = new Map<string, Processes>();

  beforeAll(async () => {
    database = await freshDatabase(migrationsOf(contexts));
    stores = await postgresStores(database.credentials, dataDir, contexts);
    const port = await freePorts(3);
    settings = {
      ...{ DATA_DIR: dataDir, HOST: host, CLOCK: 'virtual', AUTH_MODE: 'embedded-dev', ALLOW_DEV_ISSUER: '1' },
      ...{
        KAFKA_BROKERS: process.env['KAFKA_BROKERS'] ?? '',
        KAFKA_NAMESPACE: `moving-${port}`,
        KAFKA_PARTITIONS: '3',
      },
      ...Object.fromEntries(
        shards.map(shard => [`DATABASE_URL_${shard.toUpperCase()}`, database.credentials.urlOf(shard)]),
      ),
    };
    gateway = await makeGateway(origins);
    const url = await gateway.listen({ port, host });
    pointTo(Object.fromEntries(gatewayContexts.map(context => [context, port + 1])));
    const ensemble = { url, services, contexts: contexts.map(({ shard }) => shard), dataDir, stores };
    stage = new RemoteStage(async () => ({
      ...ensemble,
      restart: () => Promise.resolve(),
      close: () => Promise.resolve(),
    }));
    await start('all-in-one', port + 1);
    await stage.fresh();
    here = await LocalStage.open(contexts);
    await here.fresh();
  }, 120_000);
  afterAll(async () => {
    for (const processes of running.values()) await processes.stop();
    await here?.close();
    await stage?.close();
    await gateway?.close();
    await stores?.close();
    await database?.drop();
    rmSync(dataDir, { recursive: true });
  }, 120_000);

  const pointTo = (ports: Partial<Record<GatewayContext, number>>): void => {
    for (const [context, port] of Object.entries(ports)) origins[context as GatewayContext] = `http://${host}:${port}`;
    services.splice(0, services.length, ...new Set(Object.values(origins)));
  };

  const start = async (
    app: 'all-in-one' | 'benefits',
    port: number,
    more: Record<string, string> = {},
  ): Promise<void> => {
    const program: Program = {
      name: app,
      file: built(`apps/${app}/src/main.js`),
      env: { ...settings, PORT: String(port), ...more },
    };
    const processes = new Processes(dataDir, [program]);
    running.set(app, processes);
    await processes.start();
    await processes.ready([`http://${host}:${port}`]);
  };
  const stop = async (app: string): Promise<void> => {
    await running.get(app)?.stop();
    running.delete(app);
  };
  const entraide = async (...args: readonly string[]): Promise<void> => {
    const env = { PATH: process.env['PATH'], ...settings, LOG_LEVEL: 'warn' };
    await promisify(execFile)(process.execPath, [built('apps/cli/src/main.js'), ...args], { env });
  };
  const portOf = (context: GatewayContext): number => Number(new URL(origins[context]).port);

  test('in one process, then over Kafka, then apart, then together again: nothing is skipped, nothing is done twice', async () => {
    await found(stage);
    await live(stage, first);
    await stage.settled();

    // Everything stops; messages go by Kafka from now on.
    const port = portOf('membership');
    await stop('all-in-one');
    await expect(start('all-in-one', port, { TRANSPORT: 'kafka' })).rejects.toThrow('entraide transport kafka');
    running.delete('all-in-one');
    await entraide('transport', 'kafka');
    await start('all-in-one', port, { TRANSPORT: 'kafka' });
    await live(stage, onKafka);
    await stage.settled();

    // Nothing stops but the process that gives a context away, while requests keep coming.
    let moved = false;
    const lived: TownDay[] = [];
    const working = (async () => {
      for (let day = whileMoving(0); !moved; day = whileMoving(lived.length)) {
        lived.push(day);
        await live(stage, day);
      }
    })();
    await start('benefits', port + 1, { TRANSPORT: 'kafka' });
    pointTo({ benefits: port + 1 });
    await stop('all-in-one');
    await start('all-in-one', port, {
      TRANSPORT: 'kafka',
      CONTEXTS: 'membership,contributions,subsidies,webhooks,audit',
    });
    moved = true;
    await working;
    expect(lived.length).toBeGreaterThan(2);
    await stage.settled();
    await live(stage, after);
    await stage.settled();

    // And back again, all in one process.
    await Promise.all([stop('all-in-one'), stop('benefits')]);
    await entraide('transport', 'in-process');
    pointTo({ benefits: port });
    await start('all-in-one', port);
    await live(stage, together);
    await stage.settled();

    await liveHere(here, [first, onKafka, ...lived, after, together]);
    expect(await recordOf(stores)).toEqual(await recordOf(here.stores));
  }, 300_000);

  /** The same days in one process that nothing happens to. */
  const liveHere = async (stage: OpenStage, days: readonly TownDay[]): Promise<void> => {
    await found(stage);
    for (const day of days) {
      await live(stage, { ...day, pace_ms: 0 });
      await stage.settled();
    }
  };
});
