import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresStores } from '#platform';
import { freshDatabase } from '#testing/postgres';
import { benefitsContract } from './benefits.contract.js';
import { benefitsContext } from './benefits.module.js';

benefitsContract('PostgreSQL', async () => {
  const database = await freshDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'entraide-benefits-keys-'));
  const stores = await postgresStores(database.credentials, dataDir, [benefitsContext]);
  return {
    ...stores,
    close: async () => {
      await stores.close();
      await database.drop();
      await rm(dataDir, { recursive: true });
    },
  };
});
