import { type EventLog, LogUnavailable, type Shard } from '../event-log.js';
import { pause } from '../runners/transient.js';
import type { ReadModels } from '../read-models.js';

const between_ms = 5;

/**
 * Waits until a projection has passed everything recorded before this question: for decisions that look in a read
 * model for whom they concern.
 * @throws LogUnavailable when it did not get there in time: come again.
 */
export const caughtUp = async (
  { log, models }: { log: EventLog; models: ReadModels },
  shard: Shard,
  projection: string,
  patience_ms = 5_000,
): Promise<void> => {
  const head = await log.head(shard);
  for (let waited = 0; waited < patience_ms; waited += between_ms) {
    const checkpoint = (await models.checkpoints(shard)).find(({ name }) => name === projection);
    if (head === 0 || (checkpoint && checkpoint.position >= head)) return;
    await pause(between_ms);
  }
  throw new LogUnavailable(`${projection} did not reach position ${head} of ${shard}`);
};
