import type { Logger } from 'pino';
import type { ReadModels } from '#eventstore';
import { SystemClock } from '#kernel';
import { InProcessTransport, KafkaTransport, replayFrom, Runners, type Transport } from '#messaging';
import type { Configuration } from '../configuration.js';
import type { ContextParts } from '../context-parts.js';
import { makeLog } from '../logging/log.js';
import { createApp } from '../serve.js';
import { Federation } from './federation.js';
import { changingMark, type Medium, relayOf, speaksOver } from './medium.js';
import type { Stores } from './stores.js';
import { kafkaOptions } from './transport.js';

export interface ChangeOptions {
  readonly to: Medium;
  readonly configuration: Configuration & { readonly kafka: NonNullable<Configuration['kafka']> };
  /** All of them: what one says, the others hear. */
  readonly contexts: readonly ContextParts[];
  readonly stores: Stores;
  /** @unit milliseconds; how long what is under way, or the whole past on the topics, may take; an hour unless said. */
  readonly patience_ms?: number;
}

const anHour_ms = 3_600_000;

/**
 * Changes what carries messages between the contexts, while none of them runs: nothing is left out, and nothing that was
 * heard is told again. What is under way is finished the old way. Then, over Kafka, the whole past is put on the topics
 * for those who join later, and the groups of those who heard it stand behind it; in process, the relays stand at the
 * end of their logs. Does nothing where that is so already; goes on where it was interrupted.
 */
export const changeTransport = async (options: ChangeOptions): Promise<void> => {
  const log = makeLog(options.configuration.logLevel);
  const patience_ms = options.patience_ms ?? anHour_ms;
  if (await speaksOver(options.stores.models, options.contexts, options.to)) return;
  await markChanging(options, true);
  if (options.to === 'kafka') await toKafka({ ...options, patience_ms }, log);
  else await toInProcess({ ...options, patience_ms }, log);
  await markChanging(options, false);
};

const markChanging = async ({ contexts, stores: { models } }: ChangeOptions, changing: boolean): Promise<void> => {
  for (const { shard } of contexts)
    await models.flush(shard, await models.claim(shard, changingMark(shard)), changing ? 1 : 0, []);
};

type Change = Required<ChangeOptions>;

const toKafka = async (change: Change, log: Logger): Promise<void> => {
  const { contexts, configuration } = change;
  await finish(change, new InProcessTransport(), log);
  const options = kafkaOptions(configuration.kafka, 'entraide-transport');
  await speak(change, await KafkaTransport.open(options));
  for (const { topic, name } of contexts.flatMap(({ inboxes }) => inboxes))
    await replayFrom(options, { context: topic, inbox: name, from: 'end' });
};

const toInProcess = async (change: Change, log: Logger): Promise<void> => {
  const { contexts, stores, configuration } = change;
  await finish(change, await KafkaTransport.open(kafkaOptions(configuration.kafka, 'entraide-transport')), log);
  for (const { shard, publications, inboxes } of contexts) {
    if (publications.length > 0) await standAt(stores.models, shard, await stores.log.head(shard));
    // They have heard everything: they are no newcomers.
    for (const { name } of inboxes) await stores.models.claim(shard, name);
  }
};

const standAt = async (models: ReadModels, shard: ContextParts['shard'], head: number): Promise<void> => {
  await models.flush(shard, await models.claim(shard, relayOf(shard, 'in-process')), head, []);
};

/**
 * Runs all contexts, but for requests, until everything that follows from what is recorded has been done. No day is
 * closed meanwhile: what it said might be left between the two media.
 */
const finish = async (change: Change, transport: Transport, log: Logger): Promise<void> => {
  const { configuration, contexts, stores, patience_ms } = change;
  const federation = new Federation(contexts, stores, { ...configuration, closesDays: false }, transport);
  const { app } = await createApp(contexts, { configuration, providers: federation.options.providers });
  try {
    await federation.start(app, log);
    await federation.runners.settled(patience_ms);
  } finally {
    await federation.stop();
    await app.close();
  }
};

/** Puts on the topics what is in the logs and not on them yet. */
const speak = async ({ contexts, stores, patience_ms }: Change, transport: Transport): Promise<void> => {
  const runners = new Runners(
    {
      log: stores.log,
      models: stores.models,
      open: stores.codec.clearly,
      clock: new SystemClock(),
      transport,
      execute: () => Promise.reject(new Error('who only speaks carries nothing out')),
    },
    { publications: contexts.flatMap(({ publications }) => publications) },
  );
  try {
    await runners.start();
    await runners.settled(patience_ms);
  } finally {
    await runners.stop();
  }
};
