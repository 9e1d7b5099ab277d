import { Configuration, type HealthSource, openStores, type Stores } from '#platform';
import { contexts } from './contexts.js';

/** Configuration of this machine's development federation, unless the environment says otherwise. */
export const localConfiguration = (changes: Readonly<Record<string, string>> = {}): Configuration => {
  const development = process.env['AUTH_MODE'] === undefined && process.env['NODE_ENV'] !== 'production';
  return new Configuration({
    ...(development ? { AUTH_MODE: 'embedded-dev', ALLOW_DEV_ISSUER: '1' } : {}),
    ...process.env,
    ...changes,
  });
};

/** Opens the stores for one piece of work, beside a running application or alone. */
export const withStores = async <Result>(
  work: (stores: Stores, health: readonly HealthSource[]) => Promise<Result>,
  say?: (line: string) => void,
): Promise<Result> => {
  const stores = await openStores(localConfiguration(), contexts, say);
  try {
    return await work(stores, stores.health);
  } finally {
    await stores.close();
  }
};
