import { BrokersUnreachable, ensureTopics, TopicsNotReady } from '#messaging';
import { changeTransport, kafkaOptions, type Medium } from '#platform';
import { contexts } from '../contexts.js';
import { exitCode, UsageError } from '../exit.js';
import { localConfiguration, withStores } from '../local.js';

export interface TransportArguments {
  readonly json?: boolean;
}

/** Changes what carries messages between the contexts, while none of them runs. */
export const transport = async (to: string, { json }: TransportArguments): Promise<number> => {
  if (to !== 'kafka' && to !== 'in-process') throw new UsageError('kafka or in-process');
  const seconds = await changeTo(to);
  process.stdout.write(
    json
      ? `${JSON.stringify({ transport: to, seconds })}\n`
      : `les messages passent par ${to} / messages go by ${to}: TRANSPORT=${to}\n`,
  );
  return exitCode.ok;
};

/** @returns how long it took. @throws UsageError when the brokers are not there, or not ready. @unit seconds */
export const changeTo = async (to: Medium, changes: Readonly<Record<string, string>> = {}): Promise<number> => {
  const configuration = localConfiguration({ TRANSPORT: 'kafka', ...changes });
  const { kafka } = configuration;
  if (!kafka) throw new UsageError('KAFKA_BROKERS');
  const started = performance.now();
  try {
    await ensureTopics(kafkaOptions(kafka));
    await withStores(stores =>
      changeTransport({ to, configuration: Object.assign(configuration, { kafka }), contexts, stores }),
    );
  } catch (error) {
    if (error instanceof BrokersUnreachable || error instanceof TopicsNotReady) throw new UsageError(error.message);
    throw error;
  }
  return Math.round((performance.now() - started) / 1000);
};
