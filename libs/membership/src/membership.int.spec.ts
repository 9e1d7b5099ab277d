import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventLog1760000000000 } from '#eventstore';
import { postgresStores } from '#platform';
import { freshDatabase } from '#testing/postgres';
import { membershipContract } from './membership.contract.js';
import { membershipContext } from './membership.module.js';

membershipContract('PostgreSQL', async () => {
  const database = await freshDatabase([
    { schema: 'es', migrations: [EventLog1760000000000] },
    { schema: 'membership', migrations: membershipContext.migrations },
  ]);
  const dataDir = await mkdtemp(join(tmpdir(), 'entraide-membership-keys-'));
  const stores = await postgresStores(database.credentials, dataDir, [membershipContext]);
  return {
    ...stores,
    close: async () => {
      await stores.close();
      await database.drop();
    },
  };
});
