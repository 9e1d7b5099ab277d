import { beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryReadModels } from '#eventstore';
import { InboxRunner } from './inbox-runner.js';
import type { Message } from './message.js';
import { Federation, hasty, inbox } from './premiums.fixture.js';
import { RequestExecutor } from './request-executor.js';
import { said } from './transport.fixture.js';
import { type Deliver, type Listening, Transport, type Unreadable } from './transport.js';

/** Hands over what the test says, as a broker would. */
class ByHand extends Transport {
  readonly medium = 'hand';
  deliver: Deliver;
  listening: Listening;
  async send(): Promise<void> {
    throw new Error('nobody speaks here');
  }
  async subscribe(_topic: string, _group: string, deliver: Deliver, listening: Listening): Promise<void> {
    [this.deliver, this.listening] = [deliver, listening];
    await listening.taken?.();
  }
  async idle(): Promise<boolean> {
    return true;
  }
  async close(): Promise<void> {}
}

let models: MemoryReadModels;
let federation: Federation;
let transport: ByHand;
let runner: InboxRunner;

const another = async (): Promise<InboxRunner> => {
  const executor = new RequestExecutor({ execute: federation.execute, clock: federation.clock, ...hasty });
  const fresh = new InboxRunner(inbox, models, executor);
  await fresh.start(transport);
  return fresh;
};
beforeEach(async () => {
  models = new MemoryReadModels();
  federation = new Federation();
  transport = new ByHand();
  runner = await another();
});

const paid = (household: string, revision: number): Message =>
  said(`contributions.account-${household}`, revision, { amount: revision * 100 });
const broken = (changes: Partial<Unreadable>): Unreadable => ({
  topic: 'contributions',
  place: 'entraide.contributions.v1/3@812',
  offset: 812,
  problem: 'the value is not JSON',
  ...changes,
});

describe('what cannot be read', () => {
  test('sets its stream aside at that message; other streams go on; said again, all of it is noted in order', async () => {
    await transport.deliver([paid('H1', 1)]);
    await transport.listening.unreadable!(broken({ stream: 'contributions.account-H1', revision: 2 }));
    await transport.deliver([paid('H1', 3), paid('H2', 1)]);
    expect(await federation.noted()).toEqual({ H1: [100], H2: [100] });
    expect(await models.parked('benefits')).toEqual([
      {
        name: inbox.name,
        stream: 'contributions.account-H1',
        position: 2,
        error: 'entraide.contributions.v1/3@812: the value is not JSON',
        attempts: 1,
      },
    ]);
    await transport.deliver([paid('H1', 2), paid('H1', 3)]);
    expect(await federation.noted()).toEqual({ H1: [100, 200, 300], H2: [100] });
    expect(await models.parked('benefits')).toEqual([]);
  });

  test('of which not even the stream is known, is noted by its place and holds up nobody', async () => {
    await transport.listening.unreadable!(broken({}));
    await transport.deliver([paid('H1', 1)]);
    expect(await federation.noted()).toEqual({ H1: [100] });
    expect((await models.parked('benefits')).map(({ stream, position }) => [stream, position])).toEqual([
      ['entraide.contributions.v1/3@812', 812],
    ]);
  });

  test('of a stream that waits already changes nothing: it waits for what failed first', async () => {
    const stream = 'contributions.account-H1';
    await transport.listening.unreadable!(broken({ stream, revision: 2 }));
    await transport.listening.unreadable!(broken({ stream, revision: 3 }));
    expect(runner.parked.map(({ position, attempts }) => [position, attempts])).toEqual([[2, 1]]);
  });
});

test('whoever takes over the keys knows what the process before set aside', async () => {
  await transport.listening.unreadable!(broken({ stream: 'contributions.account-H1', revision: 2 }));
  const successor = await another();
  expect(successor.parked.map(({ stream }) => stream)).toEqual(['contributions.account-H1']);
  await transport.deliver([paid('H1', 3)]);
  expect(await federation.noted()).toEqual({});
});

test('of several messages of one version, a stream goes on with the one that failed, in whichever process', async () => {
  const [enrolled, covered, later] = [
    { ...paid('H1', 2), id: '11111111-1111-5111-8111-111111111111' },
    { ...paid('H1', 2), id: '22222222-2222-5222-8222-222222222222', data: { amount: 250 } },
    paid('H1', 3),
  ];
  let broken = true;
  federation.intercept = ({ amount }) => {
    if (broken && amount === 200) throw new Error('a bug');
  };
  await transport.deliver([enrolled, covered, later]);
  expect(await federation.noted()).toEqual({});
  expect(await models.parked('benefits')).toMatchObject([{ position: 2 }]);
  broken = false;
  await another();
  await transport.deliver([covered, later]);
  expect(await federation.noted()).toEqual({});
  await transport.deliver([enrolled, covered, later]);
  expect(await federation.noted()).toEqual({ H1: [200, 250, 300] });
  expect(await models.parked('benefits')).toEqual([]);
});

test('what was set aside while it was looked up what is, stays known', async () => {
  const fromHere = models.parked.bind(models);
  let look = (): void => undefined;
  const looked = new Promise<void>(resolve => (look = resolve));
  models.parked = async (...asked) => {
    const found = await fromHere(...asked);
    await looked;
    return found;
  };
  const taken = transport.listening.taken!();
  const aside = transport.listening.unreadable!(broken({ stream: 'contributions.account-H1', revision: 1 }));
  await new Promise(resolve => setImmediate(resolve));
  look();
  await Promise.all([taken, aside]);
  expect(runner.parked.map(({ stream }) => stream)).toEqual(['contributions.account-H1']);
});

test('a stream that was let go elsewhere goes on, from the message it was told to wait for', async () => {
  const stream = 'contributions.account-H1';
  await transport.listening.unreadable!(broken({ stream, revision: 99 }));
  await transport.deliver([paid('H1', 1), paid('H1', 2)]);
  expect(await federation.noted()).toEqual({});
  await models.park('benefits', { name: inbox.name, stream, position: 1, error: 'heard again', attempts: 0 });
  await transport.deliver([paid('H1', 3)]);
  expect(await federation.noted()).toEqual({});
  await transport.deliver([paid('H1', 1), paid('H1', 2), paid('H1', 3)]);
  expect(await federation.noted()).toEqual({ H1: [100, 200, 300] });
  expect(runner.parked).toEqual([]);
});
