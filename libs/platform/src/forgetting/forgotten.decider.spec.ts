import { expect, test } from '@jest/globals';
import {
  ephemeralKey,
  EventCodec,
  LogDecisions,
  MemoryDataKeys,
  MemoryEventLog,
  type Metadata,
  type Shard,
} from '#eventstore';
import { accept, type Decider, type DomainEvent, seal, type Sealed } from '#kernel';
import { specFor } from '#testing/spec-for';
import { KeysOfStores } from '../runtime/personal-keys.js';
import { forgetHere } from './decide-forgotten.js';
import { forgottenDecider, type PersonForgotten } from './forgotten.decider.js';

const { given } = specFor(forgottenDecider('benefits'));
const told: PersonForgotten = {
  type: 'benefits.PersonForgotten',
  version: 1,
  effectiveAt: '2025-03-02',
  data: { person: 'P1' },
};

test('a person is forgotten in a context once', () => {
  given().when({ person: 'P1', on: '2025-03-02' }).then(told);
  given(told).when({ person: 'P1', on: '2025-04-02' }).thenNothing();
});

/** Somebody's name, as it was last told. */
type Named = DomainEvent<'benefits.Named', 1, object, { name: Sealed<string> }>;
const naming: Decider<string, Named, { name: string | null }, never> = {
  initialState: { name: null },
  decide: name =>
    accept({
      type: 'benefits.Named',
      version: 1,
      effectiveAt: '2025-01-01',
      data: {},
      sealed: { name: seal('P1', 'identity', name) },
    }),
  evolve: (_, { sealed }) => ({ name: sealed?.name.value ?? null }),
};
const metadata = (n: number): Metadata => ({
  commandId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  scheme: '*',
  actor: { id: 'a', role: 'system' },
  correlation: '00000000-0000-4000-8000-000000000000',
  recordedAt: '2025-03-02T10:00:00.000Z',
});
const shard: Shard = 'benefits';

/** Two processes over one log and one set of keys, each with what it had opened. */
const processes = () => {
  const [log, keys] = [new MemoryEventLog(), new MemoryDataKeys(ephemeralKey())];
  const one = () => {
    const decisions = new LogDecisions(log, new EventCodec(keys), keys);
    return { decisions, keys: new KeysOfStores([shard], { keys, decisions }) };
  };
  return { log, keys, here: one(), there: one() };
};
const nameIn = async ({ decisions }: { decisions: LogDecisions }) =>
  (await decisions.stateOf(shard, 'benefits.person-P1', naming)).name;

test('what was opened is gone in the process that forgets, and in the others once they find it in the log', async () => {
  const { log, here, there } = processes();
  await here.decisions.decide(shard, 'benefits.person-P1', naming, 'Awa', metadata(1));
  expect([await nameIn(here), await nameIn(there)]).toEqual(['Awa', 'Awa']);
  await forgetHere(here, shard, 'P1', metadata(2));
  expect([await nameIn(here), await nameIn(there)]).toEqual([null, 'Awa']);
  there.keys.notice(await log.readAll(shard, { after: 1, limit: 10 }));
  expect(await nameIn(there)).toBeNull();
});

test('nothing is sealed again for who was forgotten, in no class, also where they had no key', async () => {
  const { keys, here } = processes();
  await forgetHere(here, shard, 'P1', metadata(1));
  await forgetHere(here, shard, 'P1', metadata(2));
  const names = (['identity', 'medical', 'secret'] as const).map(of => ({ subject: 'P1', class: of }));
  expect(await keys.forSealing(shard, names)).toEqual([undefined, undefined, undefined]);
  await here.decisions.decide(shard, 'benefits.person-P1', naming, 'Awa', metadata(3));
  here.decisions.forgetStates();
  expect(await nameIn(here)).toBeNull();
  expect(await keys.forSealing(shard, [{ subject: 'P2', class: 'medical' }])).not.toContain(undefined);
});
