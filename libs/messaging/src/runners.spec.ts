import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  CommandInFlight,
  CommandRefused,
  LogUnavailable,
  type RunnerObserver,
  type Shard,
  TooManyConflicts,
} from '#eventstore';
import { refuse } from '#kernel';
import { InProcessTransport } from './in-process-transport.js';
import type { Message } from './message.js';
import { Federation, hasty, inbox, openPlain, policy, publication } from './premiums.fixture.js';
import { MessageRefused } from './transport.js';
import { NotSettled, Runners, type RunnersParts } from './runners.js';

const everything: RunnersParts = { policies: [policy], inboxes: [inbox], publications: [publication] };

let federation: Federation;
let running: Runners[];
beforeEach(() => {
  federation = new Federation();
  running = [];
});
afterEach(() => Promise.all(running.map(runners => runners.stop())));

const started = async (
  parts = everything,
  {
    transport = new InProcessTransport(hasty),
    observer,
  }: { transport?: InProcessTransport; observer?: RunnerObserver } = {},
): Promise<Runners> => {
  const { log, models, clock, execute } = federation;
  const runners = new Runners({ log, models, clock, execute, transport, open: openPlain }, parts, {
    ...hasty,
    observer,
  });
  running.push(runners);
  await runners.start();
  return runners;
};

describe('from one context to the other', () => {
  test('what is paid here is noted there, and thanked for', async () => {
    const runners = await started();
    await federation.pay('H1', 500);
    await federation.pay('H1', 700);
    await federation.pay('H2', 300);
    await runners.settled();
    expect(await federation.noted()).toEqual({ H1: [500, 700], H2: [300] });
    expect(await federation.noted('Thanked')).toEqual({ H1: [500, 700], H2: [300] });
  });

  test('each command names what it follows from, and has the same id however often it is made', async () => {
    await federation.pay('H1', 500);
    const [event] = await federation.log.readAll('contributions', { limit: 1 });
    await (await started()).settled();
    const [first] = federation.commands;
    expect(first?.metadata).toEqual({
      commandId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      scheme: 'kaya',
      actor: { id: 'system:benefits.from_contributions.v1', role: 'system' },
      cause: event!.eventId,
      correlation: event!.correlation,
      recordedAt: '2026-03-01T10:00:00.000Z',
      once: true,
    });
    const { metadata: thanks } = federation.commands[1]!;
    expect(thanks.correlation).toBe(event!.correlation);
    expect(thanks.cause).not.toBe(event!.eventId);
  });

  test.each([1, 2, 3, 4, 5])(
    'keys out of order and messages that come twice change nothing (seed %i)',
    async shuffleSeed => {
      const runners = await started(everything, {
        transport: new InProcessTransport({ ...hasty, shuffleSeed, duplicates: 0.5 }),
      });
      for (let index = 0; index < 60; index += 1) await federation.pay(`H${index % 7}`, index);
      await runners.settled();
      const expected = Object.fromEntries(
        Array.from({ length: 7 }, (_, household) => [
          `H${household}`,
          Array.from({ length: 60 }, (__, index) => index).filter(index => index % 7 === household),
        ]),
      );
      expect(await federation.noted()).toEqual(expected);
      expect(await federation.noted('Thanked')).toEqual(expected);
      expect(federation.commands.length).toBeGreaterThan(120);
    },
  );

  test('a crash between sending and the checkpoint sends again, and has no second effect', async () => {
    const { models } = federation;
    const flush = models.flush.bind(models);
    let dead = true;
    models.flush = async (...given) => {
      if (dead && given[1].name === 'contributions.relay')
        throw Object.assign(new Error('gone'), { code: 'ECONNRESET' });
      return flush(...given);
    };
    const before = await started();
    await federation.pay('H1', 500);
    await before.settled();
    await before.stop();
    dead = false;
    const after = await started();
    await after.settled();
    expect(federation.commands.filter(({ type }) => type === 'PremiumNoted')).toHaveLength(2);
    expect(await federation.noted()).toEqual({ H1: [500] });
  });

  test('a process that starts anew goes on without repeating itself', async () => {
    const first = await started();
    await federation.pay('H1', 500);
    await first.settled();
    await first.stop();
    await federation.pay('H1', 600);
    await (await started()).settled();
    expect(federation.commands).toHaveLength(4);
    expect(await federation.noted()).toEqual({ H1: [500, 600] });
  });

  test('an inbox that joins later hears what was said before', async () => {
    const first = await started({ publications: [publication] });
    await federation.pay('H1', 500);
    await federation.pay('H2', 600);
    await first.settled();
    await first.stop();
    expect(await federation.noted()).toEqual({});
    await (await started()).settled();
    expect(await federation.noted()).toEqual({ H1: [500], H2: [600] });
  });
});

describe('what goes wrong in a reaction', () => {
  test('a refusal is an answer: it is counted, and the next event follows', async () => {
    const refusals: string[] = [];
    federation.intercept = ({ type, amount }) => {
      if (type === 'Thanked' && amount === 500) throw new CommandRefused(refuse('benefits.thanks.too_small'));
    };
    const runners = await started(everything, {
      observer: { refused: (name, reason) => void refusals.push(`${name}: ${reason}`) },
    });
    await federation.pay('H1', 500);
    await federation.pay('H1', 700);
    await runners.settled();
    expect(refusals).toEqual(['benefits.thank.v1: benefits.thanks.too_small']);
    expect(await federation.noted('Thanked')).toEqual({ H1: [700] });
    expect(runners.parked()).toEqual([]);
  });

  test.each([new CommandInFlight(), new TooManyConflicts(), new LogUnavailable()])(
    '%p is waited for, longer than patience lasts',
    async error => {
      let times = 6;
      federation.intercept = () => {
        if (times-- > 0) throw error;
      };
      const runners = await started();
      await federation.pay('H1', 500);
      await runners.settled();
      expect(await federation.noted('Thanked')).toEqual({ H1: [500] });
      expect(runners.parked()).toEqual([]);
    },
  );

  test.each([
    ['Thanked', 'benefits.thank.v1', 'benefits.contributions.account-H1'],
    ['PremiumNoted', 'benefits.from_contributions.v1', 'contributions.account-H1'],
  ] as const)('a failure sets its stream aside until it is taken up again (%s)', async (type, name, stream) => {
    let broken = true;
    federation.intercept = note => {
      if (broken && note.type === type && note.amount === 500) throw new Error('a bug');
    };
    const runners = await started();
    await federation.pay('H1', 400);
    await federation.pay('H1', 500);
    await federation.pay('H1', 600);
    await federation.pay('H2', 700);
    await runners.settled();
    expect(await federation.noted(type)).toEqual({ H1: [400], H2: [700] });
    expect(runners.parked()).toMatchObject([{ name, stream, error: expect.stringMatching(/^a bug/), attempts: 3 }]);

    await expect(runners.resume(name, stream)).rejects.toThrow('a bug');
    expect(await federation.models.parked('benefits')).toMatchObject([{ name, stream, attempts: 6 }]);

    broken = false;
    await runners.resume(name, stream);
    await federation.pay('H1', 800);
    await runners.settled();
    expect(await federation.noted(type)).toEqual({ H1: [400, 500, 600, 800], H2: [700] });
    expect(await federation.models.parked('benefits')).toEqual([]);
  });

  test('what cannot be said is set aside by the relay', async () => {
    const runners = await started();
    await federation.pay('H1', -13);
    await federation.pay('H1', 14);
    await federation.pay('H2', 15);
    await runners.settled();
    expect(await federation.noted()).toEqual({ H2: [15] });
    expect(runners.parked()).toMatchObject([{ name: 'contributions.relay', error: 'nobody speaks of debts' }]);
    await expect(runners.resume('contributions.relay', 'contributions.account-H1')).rejects.toThrow(
      'nobody speaks of debts',
    );
  });
});

describe('coming to rest', () => {
  test('takes in what follows from what follows, and little time', async () => {
    const runners = await started();
    await federation.pay('H0', 1);
    await runners.settled();
    const begun = performance.now();
    for (let index = 0; index < 100; index += 1) {
      await federation.pay('H1', index);
      await runners.settled();
    }
    const each = (performance.now() - begun) / 100;
    expect((await federation.noted('Thanked'))['H1']).toHaveLength(100);
    expect(each).toBeLessThan(10);
  });

  test('says where it hangs when it takes too long', async () => {
    federation.intercept = ({ type }) => {
      if (type === 'Thanked') throw new LogUnavailable('away');
    };
    const runners = await started();
    await federation.pay('H1', 1);
    const hanging = runners.settled(50);
    await expect(hanging).rejects.toThrow(NotSettled);
    await expect(hanging).rejects.toThrow('benefits.thank.v1');
  });

  test('stops in time even while something is waited for', async () => {
    federation.intercept = () => {
      throw new LogUnavailable('away');
    };
    const { log, models, clock, execute } = federation;
    const transport = new InProcessTransport(hasty);
    const runners = new Runners({ log, models, clock, execute, transport, open: openPlain }, everything, {
      ...hasty,
      graceMs: 20,
    });
    await runners.start();
    await federation.pay('H1', 1);
    await runners.stop();
    expect((await runners.status()).map(({ state }) => state)).toEqual(['stopped', 'stopped']);
  });
});

test('a message no broker takes sets its own stream aside, and the rest is said', async () => {
  class Choosy extends InProcessTransport {
    override async send(topic: Shard, messages: readonly Message[]): Promise<void> {
      const refused = messages.find(({ data }) => (data as { amount: number }).amount === 500);
      if (refused) throw new MessageRefused(refused.stream, 'too large');
      await super.send(topic, messages);
    }
  }
  await federation.pay('H1', 500);
  await federation.pay('H1', 700);
  await federation.pay('H2', 300);
  const runners = await started(everything, { transport: new Choosy(hasty) });
  await runners.settled();
  expect(await federation.noted()).toEqual({ H2: [300] });
  expect(runners.parked().map(({ name, stream }) => [name, stream])).toEqual([
    ['contributions.relay', 'contributions.account-H1'],
  ]);
});

describe('a medium that lost what was said', () => {
  /** Keeps what was said, as a topic does, until the topic is lost. */
  class Keeping extends InProcessTransport {
    kept: Message[] = [];
    override async blank(): Promise<boolean> {
      return this.kept.length === 0;
    }
    override async send(_topic: Shard, messages: readonly Message[]): Promise<void> {
      this.kept.push(...messages);
    }
  }
  const amounts = ({ kept }: Keeping): unknown[] => kept.map(({ data }) => (data as { amount: number }).amount);

  test('is told everything again, and whoever looks after it hears of it', async () => {
    const first = new Keeping(hasty);
    const runners = await started(undefined, { transport: first });
    await federation.pay('H1', 500);
    await federation.pay('H1', 700);
    await runners.settled();
    await runners.stop();
    const again: string[] = [];
    const observer = { saysAgain: (name: string) => again.push(name) };
    const kept = new Keeping(hasty);
    kept.kept = [...first.kept];
    await (await started(undefined, { transport: kept, observer })).settled();
    expect([amounts(kept), again]).toEqual([[500, 700], []]);
    await running.at(-1)!.stop();
    const lost = new Keeping(hasty);
    await (await started(undefined, { transport: lost, observer })).settled();
    expect([amounts(lost), again]).toEqual([[500, 700], ['contributions.relay']]);
  });

  test('of which nothing was ever said has lost nothing', async () => {
    const again: string[] = [];
    await federation.pay('H1', -1);
    for (let start = 0; start < 2; start += 1) {
      const runners = await started(undefined, {
        transport: new Keeping(hasty),
        observer: { saysAgain: name => again.push(name) },
      });
      await runners.settled();
      await runners.stop();
    }
    expect(again).toEqual([]);
  });
});
