import { type ParkedStream, type Shard, shards } from '#eventstore';
import { isAsked } from '#messaging';
import { nongtaba } from '../demo/src/schemes.js';
import type { Ground } from './faults.js';
import type { Joined } from './office.js';
import type { Lying } from './topics.js';

/** Of those who listen to membership, these set aside the stream, and the two places where no message lies. */
const listeners: readonly Shard[] = ['benefits', 'contributions'];
const setAside = 3;

/** A household whose stream waits, and somebody who joined it meanwhile. */
export interface Poisoned {
  readonly joined: Joined;
  readonly newcomer: string;
}

/**
 * Membership's topic gets bytes that are no JSON, JSON that is no message, a message of a kind nobody knows, and one of a
 * known household that no handler can read. Resolves once they are set aside.
 */
export const poison = async ({ federation, office, journey }: Ground): Promise<Poisoned> => {
  const joined = await office.join(nongtaba);
  await journey.until(`${joined.household} has dues`, () => journey.hasDues(joined));
  await office.pay(joined);
  await journey.covered(joined, joined.persons);
  const records = await federation.topics.records('membership');
  const told = records.findLast(({ key, headers }) => {
    return String(key) === streamOf(joined) && String(headers?.['ce_type']) === 'membership.coverage-changed.v1';
  });
  if (!told) throw new Error(`${joined.household} is on no topic`);
  await federation.topics.write('membership', poisonsLike(told, joined));
  await journey.until('poison is set aside', async () => {
    const parked = await Promise.all(listeners.map(shard => asideIn(federation, shard)));
    return parked.every(streams => streams.length === setAside);
  });
  return { joined, newcomer: `${joined.household}-3` };
};

const streamOf = ({ household }: Joined): string => `membership.household-${household}`;

const poisonsLike = (told: Lying, { household }: Joined): readonly Lying[] => {
  const stranger = 'membership.household-nobody';
  return [
    { ...told, key: null, value: Buffer.from([0xff, 0x00, 0x7b]) },
    { ...told, key: Buffer.from(stranger), value: Buffer.from('{"hello":1}'), headers: {} },
    {
      ...told,
      key: Buffer.from(stranger),
      value: Buffer.from('{"hello":1}'),
      headers: { ...told.headers, ce_partitionkey: stranger, ce_type: 'membership.never-heard-of.v1' },
    },
    { ...told, value: Buffer.from(JSON.stringify({ household })) },
  ];
};

/** What happens to the household waits, and comes once the command line takes it up again; the rest is discarded. */
export const healed = async ({ federation, office, journey }: Ground, { joined, newcomer }: Poisoned) => {
  await office.addPerson(joined, newcomer);
  await journey.whole(office);
  if (await journey.isNoted(joined.household, newcomer)) throw new Error(`${joined.household} did not wait`);
  // Whoever else listens to membership sets the two places aside as well.
  for (const shard of shards) {
    for (const { name, stream } of await asideIn(federation, shard))
      await federation.entraide('quarantine', stream.includes('@') ? 'discard' : 'resume', name, stream);
  }
  await journey.until('nothing is set aside', async () => {
    const parked = await Promise.all(shards.map(shard => asideIn(federation, shard)));
    return parked.flat().length === 0;
  });
  await journey.until(`${newcomer} is noted`, () => journey.isNoted(joined.household, newcomer));
};

const asideIn = async ({ stores }: Ground['federation'], shard: Shard): Promise<readonly ParkedStream[]> =>
  (await stores.models.parked(shard)).filter(stream => !isAsked(stream));
