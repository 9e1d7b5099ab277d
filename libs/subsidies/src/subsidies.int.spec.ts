import { DataSource } from 'typeorm';
import { ephemeralKey, EventLog1760000000000, MemoryDataKeys, PostgresEventLog, PostgresReadModels } from '#eventstore';
import { freshDatabase } from '#testing/postgres';
import { subsidiesContract } from './subsidies.contract.js';
import { subsidiesContext } from './subsidies.module.js';

subsidiesContract('PostgreSQL', async () => {
  const database = await freshDatabase([
    { schema: 'es', migrations: [EventLog1760000000000] },
    { schema: 'subsidies', migrations: subsidiesContext.migrations },
  ]);
  const log = new PostgresEventLog({ urlOf: shard => database.credentials.urlOf(shard) });
  const subsidies = await new DataSource({
    type: 'postgres',
    url: database.credentials.urlOf('subsidies'),
    entities: subsidiesContext.entities as (new () => object)[],
  }).initialize();
  return {
    log,
    models: new PostgresReadModels({ sources: { subsidies } }),
    keys: new MemoryDataKeys(ephemeralKey()),
    close: async () => {
      await log.close();
      await subsidies.destroy();
      await database.drop();
    },
  };
});
