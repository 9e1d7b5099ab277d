import { Configuration } from '../configuration.js';
import type { ContextParts } from '../context-parts.js';
import { serve, type Served } from '../serve.js';
import { Federation } from './federation.js';
import { openStores } from './stores.js';

/**
 * Runs an application: a list of contexts, the stores the environment asks for, and HTTP. Stops all of it when asked.
 * @throws ConfigurationInvalid EmbeddedPostgresFailed DatabaseNotReady
 */
export const run = async (
  contexts: readonly ContextParts[],
  say: (line: string) => void = () => undefined,
): Promise<Served & { federation: Federation }> => {
  const configuration = new Configuration();
  const stores = await openStores(configuration, contexts, say);
  try {
    const federation = new Federation(contexts, stores, configuration);
    const served = await serve(contexts, {
      configuration,
      ...federation.options,
      beforeListening: (app, log) => federation.start(app, log),
    });
    return { ...served, federation };
  } catch (error) {
    await stores.close();
    throw error;
  }
};
