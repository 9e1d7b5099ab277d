import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { Rebuild } from '#eventstore';
import { postgresStores, type Stores } from '#platform';
import type { Bench } from './bench.js';
import { contexts, seed, storyOf } from './federation.js';
import { enlarge } from './larger-log.js';
import { compare, type Run } from './protocol.js';
import { ask, type BenchServer } from './server.js';

const targets = { 'all-projections': { floor: 0.25, goal: 0.5 } };
const shards = contexts.map(({ shard }) => shard);
const projections = contexts.flatMap(context => context.projections);

/** Events per second from the log to every read model of every context, indexes and exchange included. */
export const rebuild: Bench = async ({ protocol, server, size, report, say }) => {
  say(`seeding ${size.members} members, then copying their events until there are ${size.events}`);
  await seed(server, storyOf(size.members));
  const stores = await postgresStores(server.credentials, server.dataDir, contexts);
  try {
    await enlarge(stores.log, shards, size.events);
    const events = await eventsIn(server);
    say(`${events} events, ${projections.length} projections`);
    const hashes: string[] = [];
    const ours: Run = {
      name: 'all-projections',
      measure: async () => {
        const seconds = await timed(async () => {
          const replayed = await rebuildAll(stores);
          const failed = replayed.filter(({ parked }) => parked.size > 0);
          if (failed.length > 0) throw new Error(`not rebuilt whole: ${failed.map(({ name }) => name).join(', ')}`);
        });
        hashes.push(await stateOf(stores));
        if (hashes.at(-1) !== hashes[0]) throw new Error('two rebuilds of one log differ');
        return { operations: events, seconds };
      },
    };
    const baseline: Run = {
      name: 'COPY of the log',
      measure: async () => ({ operations: events, seconds: await timed(() => copyAway(server)) }),
    };
    report(await compare(baseline, [ours, scanning(stores, events)], protocol, say), 'events/s', targets);
  } finally {
    await stores.close();
  }
};

const rebuildAll = ({ log, codec, models }: Stores) => new Rebuild(log, codec.clearly, models).rebuild(projections);

/** The same log through `EventLog.scan`, each body parsed and nothing made of it. */
const scanning = ({ log, codec }: Stores, events: number): Run => ({
  name: 'scan-and-parse',
  measure: async () => ({
    operations: events,
    seconds: await timed(async () => {
      for (const shard of shards) for await (const batch of log.scan(shard)) await codec.clearly(batch);
    }),
  }),
});

/** Raw COPY of every event, in order, into this process, which throws the bytes away. */
const copyAway = async ({ credentials }: BenchServer): Promise<void> => {
  for (const shard of shards) {
    const client = new pg.Client({ connectionString: credentials.urlOf(shard) });
    await client.connect();
    const rows = client.query(
      copyTo(`copy (select * from es.event_${shard} order by position) to stdout (format binary)`),
    );
    await pipeline(rows, new Writable({ write: (_chunk, _encoding, done) => done() }));
    await client.end();
  }
};

const eventsIn = async ({ credentials }: BenchServer): Promise<number> => {
  const counts = shards.map(async shard => {
    const [row] = await ask<{ events: string }>(
      credentials.urlOf(shard),
      `select count(*) as events from es.event_${shard}`,
    );
    return Number(row?.events);
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
};

const stateOf = async ({ models }: Stores): Promise<string> => {
  const hashes: string[] = [];
  for (const { shard, tables } of projections) hashes.push((await models.stateHash(shard, tables)).hash);
  return hashes.join();
};

const timed = async (work: () => Promise<void>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
};
