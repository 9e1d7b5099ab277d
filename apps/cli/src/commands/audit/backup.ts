import { backup, forgetAgain, forgetOldKeys, restore, RestoreRefused } from '#audit';
import { Rebuild, shards } from '#eventstore';
import { SystemClock } from '#kernel';
import { keyFileOf, KeysOfStores, migrate, migrationsOf, openDatabase, postgresStores, sealOf } from '#platform';
import { contexts } from '../../contexts.js';
import { exitCode, UsageError } from '../../exit.js';
import { localConfiguration } from '../../local.js';
import { erasureRegister } from './forget.js';

export interface BackupArguments {
  readonly out: string;
  readonly keepKeys: string;
  readonly json?: boolean;
}

/** A copy of what cannot be made again; and older copies lose the keys that would remember the forgotten. */
export const takeBackup = async ({ out, keepKeys, json }: BackupArguments): Promise<number> => {
  const days = Number(keepKeys);
  if (!Number.isInteger(days) || days < 1) throw new UsageError('--keep-keys is a number of days, 1 or more');
  const database = await openDatabase(localConfiguration());
  try {
    await migrate(database.credentials, migrationsOf(contexts));
    const now = new SystemClock().now();
    const place = await backup(database.credentials.urlOf('owner'), out, now);
    const withoutKeys = await forgetOldKeys(out, now, days);
    const words = `${place}\n${withoutKeys.map(name => `${name}: clés ôtées / keys taken out\n`).join('')}`;
    process.stdout.write(json ? `${JSON.stringify({ place, withoutKeys })}\n` : words);
    return exitCode.ok;
  } finally {
    await database.close();
  }
};

export interface RestoreArguments {
  readonly from: string;
  readonly erasures?: string;
  readonly json?: boolean;
}

/** Fills an empty database, forgets again whoever was forgotten since, and makes the read models anew. */
export const restoreBackup = async ({ from, erasures, json }: RestoreArguments): Promise<number> => {
  const configuration = localConfiguration();
  const { dataDir } = configuration;
  const [keyFile, seal] = [keyFileOf(configuration), sealOf(configuration)];
  const database = await openDatabase(configuration);
  try {
    const stores = await postgresStores(database.credentials, dataDir, contexts, undefined, keyFile, undefined, seal);
    try {
      const { takenAt, withKeys } = await restore(database.credentials.urlOf('owner'), from);
      const { log, decisions, keys: dataKeys } = stores;
      const register = erasures ?? erasureRegister(dataDir);
      const keys = new KeysOfStores(shards, stores);
      const now = new SystemClock().now();
      const forgotten = await forgetAgain({ log, decisions, dataKeys, keys, register, now });
      const projections = contexts.flatMap(context => context.projections);
      const rebuilt = await new Rebuild(stores.log, stores.codec.clearly, stores.models).rebuild(projections);
      const report = { takenAt, withKeys, forgotten: forgotten.size, projections: rebuilt.length };
      process.stdout.write(
        json
          ? `${JSON.stringify(report)}\n`
          : `${takenAt}${withKeys ? '' : ' (sans clés / without keys)'}: ${forgotten.size} oubliés / forgotten, ${rebuilt.length} modèles / read models\n`,
      );
      return exitCode.ok;
    } catch (error) {
      if (!(error instanceof RestoreRefused)) throw error;
      process.stderr.write(`${error.message}\n`);
      return exitCode.failed;
    } finally {
      await stores.close();
    }
  } finally {
    await database.close();
  }
};
