import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresStores } from '#platform';
import { freshDatabase } from '#testing/postgres';
import { contributionsContract } from './contributions.contract.js';
import { contributionsContext } from './contributions.module.js';

contributionsContract('PostgreSQL', async () => {
  const database = await freshDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'entraide-contributions-keys-'));
  const stores = await postgresStores(database.credentials, dataDir, [contributionsContext]);
  return {
    ...stores,
    close: async () => {
      await stores.close();
      await database.drop();
      await rm(dataDir, { recursive: true });
    },
  };
});
