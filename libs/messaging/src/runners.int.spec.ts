import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EventLog1760000000000, PostgresEventLog, PostgresReadModels, type Shard } from '#eventstore';
import { freshDatabase, type FreshDatabase } from '#testing/postgres';
import { DataSource } from 'typeorm';
import { InProcessTransport } from './in-process-transport.js';
import { Federation, hasty, inbox, openPlain, policy, publication } from './premiums.fixture.js';
import { Runners } from './runners.js';

let database: FreshDatabase;
let log: PostgresEventLog;
let sources: Partial<Record<Shard, DataSource>>;
let federation: Federation;

beforeAll(async () => {
  database = await freshDatabase([{ schema: 'es', migrations: [EventLog1760000000000] }]);
  const opened = (shard: Shard) =>
    new DataSource({
      type: 'postgres',
      url: database.credentials.urlOf(shard),
      schema: shard,
      installExtensions: false,
    }).initialize();
  sources = { contributions: await opened('contributions'), benefits: await opened('benefits') };
  log = new PostgresEventLog({ urlOf: shard => database.credentials.urlOf(shard) });
  federation = new Federation(log, new PostgresReadModels({ sources }));
});
afterAll(async () => {
  await log.close();
  await Promise.all(Object.values(sources).map(source => source.destroy()));
  await database.drop();
});

const started = async (shuffleSeed: number): Promise<Runners> => {
  const { models, clock, execute } = federation;
  const transport = new InProcessTransport({ ...hasty, shuffleSeed, duplicates: 0.5 });
  const parts = { policies: [policy], inboxes: [inbox], publications: [publication] };
  const runners = new Runners({ log, models, clock, execute, transport, open: openPlain }, parts, hasty);
  await runners.start();
  return runners;
};

test('two processes at once, keys out of order, messages twice: each payment is noted and thanked for once, in order', async () => {
  const first = await started(1);
  const amounts = (household: number): number[] =>
    Array.from({ length: 40 }, (_, index) => index).filter(index => index % 5 === household);
  for (let index = 0; index < 20; index += 1) await federation.pay(`H${index % 5}`, index);
  // The first is not stopped: as if it had been taken for dead, it goes on until it finds its checkpoints taken.
  const second = await started(2);
  for (let index = 20; index < 40; index += 1) await federation.pay(`H${index % 5}`, index);
  await second.settled();
  const expected = Object.fromEntries([0, 1, 2, 3, 4].map(household => [`H${household}`, amounts(household)]));
  expect(await federation.noted('Thanked')).toEqual(expected);
  expect(await federation.noted()).toEqual(expected);
  expect(second.parked()).toEqual([]);
  await first.stop();
  await second.stop();
});
