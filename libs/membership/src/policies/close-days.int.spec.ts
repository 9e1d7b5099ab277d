import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventLog1760000000000 } from '#eventstore';
import { postgresStores, type Stores } from '#platform';
import { type FreshDatabase, freshDatabase } from '#testing/postgres';
import { membershipContext } from '../membership.module.js';
import { Office } from './close-days.fixture.js';

const contexts = [membershipContext];
let database: FreshDatabase;
let dataDir: string;
let stores: Stores[];
let offices: Office[];
beforeAll(async () => {
  database = await freshDatabase([
    { schema: 'es', migrations: [EventLog1760000000000] },
    { schema: 'membership', migrations: membershipContext.migrations },
  ]);
  dataDir = await mkdtemp(join(tmpdir(), 'entraide-calendar-'));
  stores = [];
  for (let number = 0; number < 2; number += 1)
    stores.push(await postgresStores(database.credentials, dataDir, contexts));
  const options = { patience: { firstPauseMs: 5, longestPauseMs: 50 }, every_ms: 5 };
  const one = new Office(stores[0]!, options);
  offices = [one, new Office(stores[1]!, options, one)];
}, 60_000);
afterAll(async () => {
  await Promise.all(offices.map(office => office.stop()));
  await Promise.all(stores.map(one => one.close()));
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

test('two processes that close days at once, and a manager beside them, close each day once', async () => {
  const [one, other] = offices as [Office, Office];
  await one.project();
  for (const scheme of ['A', 'B']) await one.found(scheme, 'UTC', 11);
  for (const office of offices) office.clock.moveTo('2026-01-12T09:00:00.000Z');
  for (const office of offices) office.calendar.start();
  const byHand = ['2025-12-20', '2025-12-31', '2026-01-11'].map(day => other.close('A', day).catch(String));
  const deadline = performance.now() + 30_000;
  const isDone = async () => (await one.told()).filter(text => text.endsWith('DayClosed 2026-01-11')).length === 2;
  while (!(await isDone())) {
    if (performance.now() > deadline) throw new Error('days are not closed in time');
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  await Promise.all(byHand);
  await Promise.all(offices.map(office => office.calendar.stop()));
  const told = await one.told();
  expect(told.filter((text, index) => text === told[index + 1])).toEqual([]);
  const ofB = told.filter(text => /(scheme|household)-B/.test(text));
  const count = (type: string): number => ofB.filter(text => text.includes(`membership.${type} `)).length;
  expect(['DayClosed', 'RenewalOpened', 'CoverageLapsed', 'TermAbandoned'].map(count)).toEqual([33, 11, 11, 11]);
}, 60_000);
