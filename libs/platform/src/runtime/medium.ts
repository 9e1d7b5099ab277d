import type { Position, ReadModels, Shard } from '#eventstore';
import type { ContextParts } from '../context-parts.js';

/** What carries messages between contexts. */
export type Medium = 'in-process' | 'kafka';

/** Checkpoint of the relay that speaks over a medium. */
export const relayOf = (shard: Shard, medium: Medium): string =>
  medium === 'kafka' ? `${shard}.relay.kafka` : `${shard}.relay`;

/** Stands at 1 while the transport is being changed. */
export const changingMark = (shard: Shard): string => `${shard}.changing_transport`;

/** What these contexts said last was said over another medium. */
export class OtherTransport extends Error {
  constructor(contexts: readonly Shard[], medium: Medium) {
    super(
      `${contexts.join(', ')} last spoke over another transport, or the change to this one was not finished: ` +
        'the others would hear again what they have heard. ' +
        `Stop all contexts and run: entraide transport ${medium}`,
    );
  }
}

/** Contexts whose last words went over another medium. */
const speakingElsewhere = async (
  models: ReadModels,
  contexts: readonly ContextParts[],
  medium: Medium,
): Promise<readonly Shard[]> => {
  const others: Shard[] = [];
  for (const { shard } of contexts) {
    const said = new Map((await models.checkpoints(shard)).map(({ name, position }) => [name, position]));
    const over = (one: Medium): Position => said.get(relayOf(shard, one)) ?? 0;
    const elsewhere = over(medium === 'kafka' ? 'in-process' : 'kafka');
    if (over(medium) < elsewhere || said.get(changingMark(shard)) === 1) others.push(shard);
  }
  return others;
};

export const speaksOver = async (...[models, contexts, medium]: Parameters<typeof speakingElsewhere>) =>
  (await speakingElsewhere(models, contexts, medium)).length === 0;

/**
 * A message that comes again soon changes nothing; one that comes again after a year may meet a state that it was never
 * meant for. So nobody's past is told again by changing a setting.
 * @throws OtherTransport
 */
export const assertMedium = async (...[models, contexts, medium]: Parameters<typeof speakingElsewhere>) => {
  const others = await speakingElsewhere(models, contexts, medium);
  if (others.length > 0) throw new OtherTransport(others, medium);
};
