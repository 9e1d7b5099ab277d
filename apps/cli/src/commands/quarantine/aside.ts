import type { ParkedStream, ReadModels, Shard } from '#eventstore';
import { type Inbox, isAsked } from '#messaging';
import type { ContextParts } from '#platform';
import { contexts } from '../../contexts.js';
import { UsageError } from '../../exit.js';

/** Something set aside, with what set it aside. */
export interface Aside extends ParkedStream {
  readonly shard: Shard;
  readonly kind: 'projection' | 'policy' | 'relay' | 'inbox';
}

export const inboxCalled = (name: string): Inbox | undefined =>
  contexts.flatMap(({ inboxes }) => inboxes).find(inbox => inbox.name === name);

const kindOf = ({ projections, policies }: ContextParts, name: string): Aside['kind'] => {
  if (inboxCalled(name)) return 'inbox';
  if (projections.some(projection => projection.name === name)) return 'projection';
  return policies.some(policy => policy.name === name) ? 'policy' : 'relay';
};

export const allAside = async (models: ReadModels): Promise<readonly Aside[]> => {
  const found = contexts.map(async context => {
    const parked = (await models.parked(context.shard)).filter(one => !isAsked(one));
    return parked.map(one => ({ ...one, shard: context.shard, kind: kindOf(context, one.name) }));
  });
  return (await Promise.all(found)).flat();
};

/** @throws UsageError */
export const asideOf = async (models: ReadModels, name: string, stream: string): Promise<Aside> => {
  const found = (await allAside(models)).find(aside => aside.name === name && aside.stream === stream);
  if (!found) throw new UsageError(`${name} has not set ${stream} aside; \`entraide quarantine list\` shows what is`);
  return found;
};
