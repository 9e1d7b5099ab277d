import type { Transport } from '#messaging';
import { Configuration, ConfigurationInvalid } from '../configuration.js';
import type { ContextParts } from '../context-parts.js';
import { makeLog } from '../logging/log.js';
import { serve, type Served } from '../serve.js';
import { Federation } from './federation.js';
import { assertMedium } from './medium.js';
import { openStores, type Stores } from './stores.js';
import { openTransport } from './transport.js';

export interface RunOptions {
  /** Where it listens unless `PORT` says otherwise. */
  readonly port?: number;
  /** Told what takes time at start. */
  readonly say?: (line: string) => void;
  /** What facts are kept in: what the environment asks for, unless said. */
  readonly open?: typeof openStores;
}

/**
 * Runs an application: a list of contexts, the stores and the transport the environment asks for, and HTTP. Stops all
 * of it when asked.
 * @throws ConfigurationInvalid EmbeddedPostgresFailed DatabaseNotReady BrokersUnreachable TopicsNotReady
 */
export const run = async (
  all: readonly ContextParts[],
  { port = 3000, say = () => undefined, open = openStores }: RunOptions = {},
): Promise<Served & { federation: Federation }> => {
  const configuration = new Configuration({ PORT: String(port), ...process.env });
  const contexts = chosen(all, configuration);
  const stores = await open(configuration, contexts, say);
  let transport: Transport | undefined;
  try {
    await assertMedium(stores.models, contexts, configuration.kafka ? 'kafka' : 'in-process');
    transport = await openTransport(configuration, contexts, makeLog(configuration.logLevel));
    const federation = new Federation(contexts, stores, configuration, transport);
    const served = await serve(contexts, {
      configuration,
      ...federation.options,
      beforeListening: async (app, log) => {
        await federation.start(app, log);
        federation.observe(app);
      },
    });
    return { ...served, federation };
  } catch (error) {
    await closeAll(transport, stores);
    throw error;
  }
};

/** As a main does: what is wrong is said in a sentence, without a stack, and the process ends. */
export const runOrExplain = async (...application: Parameters<typeof run>): Promise<void> => {
  try {
    await run(...application);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? `${error.message}` : String(error)}\n`);
    process.exit(1);
  }
};

const closeAll = async (transport: Transport | undefined, stores: Stores): Promise<void> => {
  await transport?.close();
  await stores.close();
};

/** `CONTEXTS` leaves some out: they run elsewhere. */
const chosen = (all: readonly ContextParts[], { contexts: names }: Configuration): readonly ContextParts[] => {
  if (!names) return all;
  const strangers = names.filter(name => !all.some(({ shard }) => shard === name));
  if (strangers.length > 0)
    throw new ConfigurationInvalid([`CONTEXTS: this application has no context ${strangers.join(', ')}`]);
  return all.filter(({ shard }) => names.includes(shard));
};
