import { expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditContext } from '#audit';
import { migrationsOf, postgresStores } from '#platform';
import { freshDatabase } from '#testing/postgres';
import { KurrentDouble } from './double/kurrent-double.js';
import { openLogElsewhere } from './kurrent-log.module.js';
import { until } from './toy-commands.fixture.js';

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
