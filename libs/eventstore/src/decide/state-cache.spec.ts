import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { setImmediate as aMoment } from 'node:timers/promises';
import { accept, acceptIn, type Decider, type DomainEvent, type JointDecider, refuse } from '#kernel';
import type { Append, Shard } from '../event-log.js';
import { MemoryEventLog } from '../memory/memory-event-log.js';
import { EventCodec } from '../sealing/codec.js';
import { MemoryDataKeys } from '../sealing/data-keys.js';
import { ephemeralKey } from '../sealing/key-file.js';
import { LogDecisions } from './log-decisions.js';

/** Each entry says what is in the till after it: who decides on a state that never was is found out. */
type Put = DomainEvent<'benefits.Put', 1, { amount: number; after: number }>;
const till: Decider<number, Put, number> = {
  initialState: 0,
  decide: (amount, left) => accept(put(amount, left)),
  evolve: (left, { data }) => left + data.amount,
};
const put = (amount: number, left: number): Put => ({
  type: 'benefits.Put',
  version: 1,
  effectiveAt: '2026-01-01',
  data: { amount, after: left + amount },
});

/** A till that holds no more than this. */
const upTo = (most: number): typeof till => ({
  ...till,
  decide: (amount, left) => (left + amount > most ? refuse('benefits.till.full', { left }) : accept(put(amount, left))),
});

type Tills = {
  readonly looked: { readonly event: Put; readonly state: number };
  readonly other: { readonly event: Put; readonly state: number };
};
/** Looks into one till, and puts something into another. */
const lookAndPut: JointDecider<number, Tills> = {
  folds: { looked: till, other: till },
  decide: (amount, { other }) => acceptIn({ other: [put(amount, other)] }),
};

const by = () => ({
  commandId: randomUUID(),
  scheme: 'zabre',
  actor: { id: 'clerk', role: 'scheme-clerk' },
  correlation: randomUUID(),
  recordedAt: '2026-01-01T10:00:00.000Z',
});

/** A log that takes its time where it is told to. */
class SlowLog extends MemoryEventLog {
  readonly slowCommands = new Map<string, Promise<void>>();
  readonly slowReads = new Map<number, Promise<void>>();

  override async append(asked: Append) {
    await this.slowCommands.get(asked.metadata.commandId);
    return super.append(asked);
  }
  override async readStream(shard: Shard, stream: string, fromVersion = 1) {
    await this.slowReads.get(fromVersion);
    return super.readStream(shard, stream, fromVersion);
  }
}

const gate = () => {
  let open = (): void => undefined;
  return { closed: new Promise<void>(resolve => (open = resolve)), open: () => open() };
};

test('a state whose events never arrive is never taken for what is stored, whoever reads on meanwhile', async () => {
  const [log, keys] = [new SlowLog(), new MemoryDataKeys(ephemeralKey())];
  const codec = new EventCodec(keys);
  const [here, elsewhere] = [new LogDecisions(log, codec, keys), new LogDecisions(log, codec, keys)];
  const putHere = (amount: number, metadata = by()) => here.decide('benefits', 'till-1', till, amount, metadata);
  await putHere(1);
  await here.decide('benefits', 'till-2', till, 1, by());
  await elsewhere.decide('benefits', 'till-1', till, 10, by());

  // Decided on what was before the other office's entry; each will meet a conflict.
  const [looking, putting] = [by(), by()];
  const [lookingArrives, puttingArrives, readingOn] = [gate(), gate(), gate()];
  log.slowCommands.set(looking.commandId, lookingArrives.closed).set(putting.commandId, puttingArrives.closed);
  log.slowReads.set(3, readingOn.closed);
  const looked = here.decideJointly('benefits', { looked: 'till-1', other: 'till-2' }, lookAndPut, 5, looking);
  await aMoment();
  const second = putHere(100, putting);
  await aMoment();

  // The first to find out reads on from where the second expects to be, and slowly.
  lookingArrives.open();
  await aMoment();
  puttingArrives.open();
  await second;
  readingOn.open();
  await looked;
  await putHere(1_000);

  const events = (await codec.open('benefits', await log.readStream('benefits', 'till-1'))) as unknown as Put[];
  expect(events.map(({ data }) => data.after)).toEqual([1, 11, 111, 1_111]);
});

/** Everything happens at once and in order; who asked hears of it late, and of what was read too. */
class LateLog extends MemoryEventLog {
  constructor(private readonly moments: () => number) {
    super();
  }

  override async append(asked: Append) {
    await this.later();
    const result = await super.append(asked);
    await this.later();
    return result;
  }
  override async readStream(shard: Shard, stream: string, fromVersion = 1) {
    const events = await super.readStream(shard, stream, fromVersion);
    await this.later();
    return events;
  }

  private async later(): Promise<void> {
    for (let left = this.moments(); left > 0; left -= 1) await aMoment();
  }
}

test('requests that come again, by the dozen and among new ones, leave no trace in what follows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat(12), { maxLength: 8 }), { maxLength: 40 }),
      fc.gen(),
      async (waves, chance) => {
        const log = new LateLog(() => chance(fc.nat, 3));
        const keys = new MemoryDataKeys(ephemeralKey());
        const decisions = new LogDecisions(log, new EventCodec(keys), keys);
        const commands = Array.from({ length: 13 }, by);
        const putting: Promise<unknown>[] = [];
        for (const wave of waves) {
          // One that is being carried out already is turned away: it comes again, as everything does here.
          for (const index of wave)
            putting.push(decisions.decide('benefits', 'till', till, index, commands[index]!).catch(() => undefined));
          await aMoment();
        }
        await Promise.all(putting);
        let total = 0;
        for (const { data } of await decisions.history<Put>('benefits', 'till')) {
          total += data.amount;
          expect(data.after).toBe(total);
        }
      },
    ),
  );
});

describe('what another process stored', () => {
  const two = () => {
    const [log, keys] = [new MemoryEventLog(), new MemoryDataKeys(ephemeralKey())];
    const codec = new EventCodec(keys);
    const [here, elsewhere] = [new LogDecisions(log, codec, keys), new LogDecisions(log, codec, keys)];
    const put = (decisions: LogDecisions, amount: number, metadata = by()) =>
      decisions.decide('benefits', 'till', till, amount, metadata);
    return { log, here, elsewhere, put };
  };

  test('is in the latest state, which asks the log', async () => {
    const { here, elsewhere, put } = two();
    await put(here, 1);
    await put(elsewhere, 10);
    expect(await here.stateOf('benefits', 'till', till)).toBe(1);
    expect(await here.latestStateOf('benefits', 'till', till)).toBe(11);
    expect(await here.stateOf('benefits', 'till', till)).toBe(11);
  });

  test('is known once its events were found in the log', async () => {
    const { log, here, elsewhere, put } = two();
    await put(here, 1);
    await put(elsewhere, 10);
    here.notice(await log.readAll('benefits', { limit: 10 }));
    await aMoment();
    expect(await here.stateOf('benefits', 'till', till)).toBe(11);
  });

  test('is no reason to turn anybody away for what is not so any more', async () => {
    const { here, elsewhere } = two();
    const put = (decisions: LogDecisions, amount: number, most: number) =>
      decisions.decide('benefits', 'till', upTo(most), amount, by());
    await put(here, 10, 10);
    await put(elsewhere, -8, 10);
    expect(await put(here, 8, 10)).toMatchObject({ status: 'recorded' });
  });

  test('is known when it was this very request', async () => {
    const { here, elsewhere, put } = two();
    const twice = by();
    await put(here, 1);
    await put(elsewhere, 10, twice);
    expect(await put(here, 10, twice)).toMatchObject({ status: 'repeated' });
    expect(await here.stateOf('benefits', 'till', till)).toBe(11);
  });
});
