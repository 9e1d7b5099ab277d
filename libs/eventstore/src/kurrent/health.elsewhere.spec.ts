import { expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditContext } from '#audit';
import { InProcessTransport } from '#messaging';
import { Metrics, migrationsOf, postgresStores } from '#platform';
import { freshDatabase } from '#testing/postgres';
import { observeMessaging } from '../../../platform/src/health/messaging.js';
import type { RecordedEvent, StoredEvent } from '../event-log.js';
import { MemoryReadModels } from '../read-models/memory-read-models.js';
import { EventFeed } from '../runners/event-feed.js';
import { Follower, nothingHandled, type Subscriber } from '../runners/follower.js';
import { KurrentDouble } from './double/kurrent-double.js';
import { KurrentEventLog } from './kurrent-event-log.js';
import { openLogElsewhere } from './kurrent-log.module.js';
import { command, fresh, to, until } from './toy-commands.fixture.js';

test('how far each follower is behind is counted, and nothing old is said while the log is away', async () => {
  const double = await KurrentDouble.start();
  const log = new KurrentEventLog({ urlOf: () => double.url(), prefix: 'lag/' });
  await log.open(['benefits']);
  for (let each = 0; each < 7; each += 1) await log.append(command(to(fresh(), 0, 'a', 'b')));
  let goOn: () => void = () => undefined;
  const held = new Promise<void>(resolve => (goOn = resolve));
  const subscriber: Subscriber = { name: 'benefits.ledger.v1', handle: () => held.then(() => nothingHandled) };
  const models = new MemoryReadModels();
  const asRecorded = (events: readonly StoredEvent[]) =>
    events.map((stored): RecordedEvent => ({
      ...{ type: stored.type, version: stored.schemaVersion, effectiveAt: stored.effectiveAt, data: undefined },
      recorded: stored,
    }));
  const feed = new EventFeed(log, 'benefits', async events => asRecorded(events), 100);
  const follower = new Follower(feed, models, subscriber, { pollMs: 50 });
  const metrics = new Metrics();
  const status = async () => [await follower.status(await log.head('benefits'))];
  const runners = { status, said: async () => [] };
  observeMessaging({ metrics, models, runners, transport: new InProcessTransport(), shards: ['benefits'] });
  const figures = async () =>
    (await metrics.registry.getSingleMetricAsString('entraide_subscription_lag_events'))
      .split('\n')
      .filter(line => !line.startsWith('#'));
  const behind = (events: number) => [`entraide_subscription_lag_events{subscription="benefits.ledger.v1"} ${events}`];
  await follower.start();
  expect(await figures()).toEqual(behind(14));
  goOn();
  await until(async () => (await figures())[0] === behind(0)[0]);
  await follower.stop();
  feed.close();
  await double.stop();
  expect(await figures()).toEqual([]);
  await log.close();
});

test('an application whose log is away says so, and says when it is back', async () => {
  const contexts = [auditContext];
  const database = await freshDatabase(migrationsOf(contexts));
  const folder = await mkdtemp(join(tmpdir(), 'entraide-health-'));
  const double = await KurrentDouble.start();
  const log = await openLogElsewhere({ url: double.url(400) }, ['audit']);
  const stores = await postgresStores(database.credentials, folder, contexts, undefined, undefined, log);
  const [source] = stores.health;
  const isUp = async () => (await source!.check()).up;
  expect(source!.name).toBe('event log audit');
  expect(await isUp()).toBe(true);
  await double.stop();
  await until(() =>
    isUp().then(
      up => !up,
      () => true,
    ),
  );
  const again = await KurrentDouble.start({ store: double.store, port: double.address.port });
  await until(() => isUp().catch(() => false));
  await stores.close();
  await again.stop();
  await database.drop();
  await rm(folder, { recursive: true });
});

test('a log that is closed leaves the connections it can close', async () => {
  const double = await KurrentDouble.start();
  const log = new KurrentEventLog({ urlOf: () => double.url(), prefix: 'closed/' });
  await log.open(['benefits']);
  await log.append(command(to(fresh(), 0, 'a')));
  await log.readAll('benefits', { limit: 1 });
  // One to write and to subscribe, and one of the client's native part, which reads and cannot be told to end.
  expect(double.connections).toBe(2);
  await log.close();
  await until(() => double.connections <= 1);
  await double.stop();
});
