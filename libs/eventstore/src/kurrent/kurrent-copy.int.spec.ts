import { freshDatabase } from '#testing/postgres';
import { copyContract } from '../migrate/copy-log.contract.js';
import { EventLog1760000000000 } from '../postgres/event-log.migration.js';
import { PostgresEventLog } from '../postgres/postgres-event-log.js';
import { prefixForTests, serverForTests } from './server-for-tests.fixture.js';
import { KurrentEventLog } from './kurrent-event-log.js';

copyContract('PostgreSQL to KurrentDB, and back', async () => {
  const migrations = [{ schema: 'es' as const, migrations: [EventLog1760000000000] }];
  const databases = [await freshDatabase(migrations), await freshDatabase(migrations)];
  const [from, back] = databases.map(
    ({ credentials }) => new PostgresEventLog({ urlOf: shard => credentials.urlOf(shard) }),
  ) as [PostgresEventLog, PostgresEventLog];
  const server = await serverForTests();
  const to = new KurrentEventLog({ urlOf: () => server.url, prefix: prefixForTests() });
  return {
    from,
    to,
    back,
    close: async () => {
      await to.deleteEverything(['benefits']);
      await Promise.all([from.close(), to.close(), back.close()]);
      for (const database of databases) await database.drop();
      await server.close();
    },
  };
});
