import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  accept,
  acceptIn,
  type Decider,
  type DomainEvent,
  type JointDecider,
  nothingToDo,
  refuse,
  seal,
  type Sealed,
} from '#kernel';
import { CommandInFlight, CommandRefused, CommandReused, type Decisions } from '../decisions.js';
import { type Append, LogUnavailable, type Metadata } from '../event-log.js';
import { MemoryEventLog } from '../memory/memory-event-log.js';
import { EventCodec } from '../sealing/codec.js';
import { MemoryDataKeys } from '../sealing/data-keys.js';
import { HmacOpaqueKeys } from '../sealing/hmac-opaque-keys.js';
import { ephemeralKey } from '../sealing/key-file.js';
import { LogDecisions } from './log-decisions.js';

/** A savings box: nobody takes out more than is in it. The giver's name is sealed. */
type Put = DomainEvent<'benefits.Put', 1, { amount: number }, { giver: Sealed<string> } | undefined>;
type Taken = DomainEvent<'benefits.Taken', 1, { amount: number }>;
type Command = { put: number; giver?: string } | { take: number };
const box: Decider<Command, Put | Taken, { left: number; givers: readonly string[] }> = {
  initialState: { left: 0, givers: [] },
  decide: (command, { left }) => {
    if ('put' in command) {
      if (command.put === 0) return nothingToDo;
      return accept({
        type: 'benefits.Put',
        version: 1,
        effectiveAt: '2025-03-01',
        data: { amount: command.put },
        sealed: command.giver ? { giver: seal('AWA', 'identity', command.giver) } : undefined,
      });
    }
    if (command.take > left) return refuse('benefits.box.too_little', { left });
    return accept({ type: 'benefits.Taken', version: 1, effectiveAt: '2025-03-01', data: { amount: command.take } });
  },
  evolve: ({ left, givers }, event) =>
    event.type === 'benefits.Put'
      ? {
          left: left + event.data.amount,
          givers: event.sealed?.giver.value ? [...givers, event.sealed.giver.value] : givers,
        }
      : { left: left - event.data.amount, givers },
};

const by = (commandId: string = randomUUID(), fingerprint?: string): Metadata => ({
  commandId,
  scheme: 'zabre',
  actor: { id: 'clerk', role: 'scheme-clerk' },
  correlation: randomUUID(),
  recordedAt: '2025-03-01T10:00:00.000Z',
  fingerprint,
});

const answer = ({ self }: { self: { left: number } }) => ({ body: { left: self.left } });

class SlowLog extends MemoryEventLog {
  appends = 0;
  override async append(append: Append) {
    this.appends += 1;
    await new Promise(resolve => setTimeout(resolve, 5));
    return super.append(append);
  }
}

const open = <Log extends MemoryEventLog = MemoryEventLog>(
  log: Log = new MemoryEventLog() as Log,
  keys = new MemoryDataKeys(ephemeralKey()),
) => {
  const decisions: Decisions = new LogDecisions(log, new EventCodec(keys), keys);
  return { log, keys, decisions };
};

/** SHA-256 of a request, as the edge reckons it: whoever can guess the request can reckon it too. */
const guessable = 'c0ffee'.padEnd(64, '0');

test('the hash of a request is not kept, yet the same request is known again and another is refused', async () => {
  const [log, keys] = [new MemoryEventLog(), new MemoryDataKeys(ephemeralKey())];
  const decisions = new LogDecisions(log, new EventCodec(keys), keys, new HmacOpaqueKeys(ephemeralKey()));
  const commandId = randomUUID();
  const put = (fingerprint: string) =>
    decisions.decide('benefits', 'box-1', box, { put: 5 }, by(commandId, fingerprint), { answer });
  expect(await put(guessable)).toMatchObject({ status: 'recorded' });
  const kept = (await log.findCommand('benefits', commandId))?.fingerprint;
  expect(kept).toMatch(/^[\w-]{16}$/);
  expect(await put(guessable)).toMatchObject({ status: 'repeated', answer: { left: 5 } });
  await expect(put('d'.repeat(64))).rejects.toThrow(CommandReused);
});

describe('deciding', () => {
  test('records what was decided and answers with the state after it', async () => {
    const { decisions, log } = open();
    expect(await decisions.decide('benefits', 'box-1', box, { put: 10 }, by(), { answer })).toEqual({
      status: 'recorded',
      position: 1,
      answer: { left: 10 },
    });
    expect(await decisions.decide('benefits', 'box-1', box, { take: 4 }, by(), { answer })).toMatchObject({
      status: 'recorded',
      answer: { left: 6 },
    });
    expect(await log.head('benefits')).toBe(2);
  });

  test('turns a refusal into CommandRefused and records nothing', async () => {
    const { decisions, log } = open();
    await expect(decisions.decide('benefits', 'box-1', box, { take: 1 }, by())).rejects.toThrow(CommandRefused);
    expect(await log.head('benefits')).toBe(0);
  });

  test('records nothing when there is nothing to do', async () => {
    const { decisions, log } = open();
    expect(await decisions.decide('benefits', 'box-1', box, { put: 0 }, by())).toMatchObject({ status: 'unchanged' });
    expect(await log.head('benefits')).toBe(0);
  });

  test('answers a repeated command as the first time, even when it would now be refused', async () => {
    const { decisions } = open();
    await decisions.decide('benefits', 'box-1', box, { put: 5 }, by());
    const take = by();
    const first = await decisions.decide('benefits', 'box-1', box, { take: 5 }, take, { answer });
    const again = await decisions.decide('benefits', 'box-1', box, { take: 5 }, take, { answer });
    expect(first).toMatchObject({ status: 'recorded', answer: { left: 0 } });
    expect(again).toEqual({ status: 'repeated', position: first.position, answer: { left: 0 } });
  });

  test('refuses the same key with another request', async () => {
    const { decisions } = open();
    const id = randomUUID();
    await decisions.decide('benefits', 'box-1', box, { put: 5 }, by(id, 'a'.repeat(64)));
    await expect(decisions.decide('benefits', 'box-1', box, { put: 6 }, by(id, 'b'.repeat(64)))).rejects.toThrow(
      CommandReused,
    );
  });

  test('says so when the same command is being carried out at this moment', async () => {
    const { decisions } = open(new SlowLog());
    const once = by();
    const both = await Promise.allSettled([
      decisions.decide('benefits', 'box-1', box, { put: 5 }, once),
      decisions.decide('benefits', 'box-1', box, { put: 5 }, once),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((both[1] as PromiseRejectedResult).reason).toBeInstanceOf(CommandInFlight);
  });

  test('never takes out more than is in, however many try at once, on however many nodes', async () => {
    const log = new MemoryEventLog();
    const keys = new MemoryDataKeys(ephemeralKey());
    const nodes = [open(log, keys).decisions, open(log, keys).decisions];
    await nodes[0]!.decide('benefits', 'box-1', box, { put: 10 }, by());
    const results = await Promise.allSettled(
      Array.from({ length: 64 }, (_, n) => nodes[n % 2]!.decide('benefits', 'box-1', box, { take: 1 }, by())),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect((await nodes[1]!.stateOf('benefits', 'box-1', box)).left).toBe(0);
  });

  test('a stream guessed to be fresh that is not is read and decided again', async () => {
    const { log, keys, decisions } = open();
    await decisions.decide('benefits', 'box-1', box, { put: 3 }, by());
    const other = open(log, keys).decisions;
    expect(await other.decide('benefits', 'box-1', box, { put: 4 }, by(), { answer, fresh: ['self'] })).toMatchObject({
      answer: { left: 7 },
    });
  });
});

describe('decisions that rest on others still on their way to the log', () => {
  /** Stores what it is given when told to, or fails. */
  class HeldLog extends MemoryEventLog {
    readonly held: { go: () => void; fail: () => void }[] = [];
    override append(append: Append): ReturnType<MemoryEventLog['append']> {
      return new Promise((resolve, reject) => {
        this.held.push({ go: () => resolve(super.append(append)), fail: () => reject(new LogUnavailable('gone')) });
      });
    }
    async handedOver(count: number): Promise<void> {
      while (this.held.length < count) await new Promise(resolve => setTimeout(resolve, 1));
    }
  }

  test('are handed to the log in their order, without waiting for each other', async () => {
    const { log, decisions } = open(new HeldLog());
    const three = [1, 2, 3].map(put => decisions.decide('benefits', 'box-1', box, { put }, by(), { answer }));
    await log.handedOver(3);
    for (const { go } of log.held) go();
    expect((await Promise.all(three)).map(decided => decided.answer)).toEqual([{ left: 1 }, { left: 3 }, { left: 6 }]);
    expect((await log.readStream('benefits', 'box-1')).map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  test('nobody is turned away because of something that was not stored in the end', async () => {
    const { log, decisions } = open(new HeldLog());
    const filled = decisions.decide('benefits', 'box-1', box, { put: 5 }, by());
    await log.handedOver(1);
    log.held[0]!.go();
    await filled;
    const emptied = decisions.decide('benefits', 'box-1', box, { take: 5 }, by());
    await log.handedOver(2);
    const refusedForNow = decisions.decide('benefits', 'box-1', box, { take: 4 }, by(), { answer });
    await new Promise(resolve => setTimeout(resolve, 5));
    log.held[1]!.fail();
    await expect(emptied).rejects.toThrow(LogUnavailable);
    await log.handedOver(3);
    log.held[2]!.go();
    expect((await refusedForNow).answer).toEqual({ left: 1 });
  });

  test('are taken again when what they rest on was not stored', async () => {
    const { log, decisions } = open(new HeldLog());
    const first = decisions.decide('benefits', 'box-1', box, { put: 5 }, by());
    const second = decisions.decide('benefits', 'box-1', box, { put: 7 }, by(), { answer });
    await log.handedOver(2);
    log.held[0]!.fail();
    log.held[1]!.go();
    await expect(first).rejects.toThrow(LogUnavailable);
    await log.handedOver(3);
    log.held[2]!.go();
    expect((await second).answer).toEqual({ left: 7 });
    expect(await log.readStream('benefits', 'box-1')).toHaveLength(1);
  });

  test('another node’s event in the place of the one they rest on is no substitute for it', async () => {
    const { log, keys, decisions } = open(new HeldLog());
    const filling = decisions.decide('benefits', 'box-1', box, { put: 100 }, by());
    await log.handedOver(1);
    log.held[0]!.go();
    await filling;
    // Here 10 and then 85 are taken out; before either is stored, another node takes 90.
    const [ten, most] = [10, 85].map(take => decisions.decide('benefits', 'box-1', box, { take }, by()));
    await log.handedOver(3);
    const other = open(log, keys).decisions.decide('benefits', 'box-1', box, { take: 90 }, by());
    await log.handedOver(4);
    for (const index of [3, 1, 2]) log.held[index]!.go();
    await other;
    await log.handedOver(5);
    log.held[4]!.go();
    await expect(most).rejects.toThrow(CommandRefused);
    await ten;
    expect((await open(log, keys).decisions.stateOf('benefits', 'box-1', box)).left).toBe(0);
  });

  test('a state that is asked for is one that is stored', async () => {
    const { log, decisions } = open(new HeldLog());
    const putting = decisions.decide('benefits', 'box-1', box, { put: 5 }, by());
    await log.handedOver(1);
    const asked = decisions.stateOf('benefits', 'box-1', box);
    log.held[0]!.fail();
    await expect(putting).rejects.toThrow(LogUnavailable);
    expect((await asked).left).toBe(0);
  });
});

describe('deciding over two streams', () => {
  type Streams = {
    from: { event: Put | Taken; state: { left: number } };
    to: { event: Put | Taken; state: { left: number } };
  };
  const move: JointDecider<{ amount: number }, Streams> = {
    folds: { from: box, to: box },
    decide: ({ amount }, { from }) =>
      from.left < amount
        ? refuse('benefits.box.too_little')
        : acceptIn({
            from: [{ type: 'benefits.Taken', version: 1, effectiveAt: '2025-03-01', data: { amount } }],
            to: [{ type: 'benefits.Put', version: 1, effectiveAt: '2025-03-01', data: { amount } }],
          }),
  };

  test('appends to both or to neither, and loses no franc under contention', async () => {
    const { decisions, log } = open();
    await decisions.decide('benefits', 'box-a', box, { put: 20 }, by());
    const moves = Array.from({ length: 30 }, () =>
      decisions.decideJointly('benefits', { from: 'box-a', to: 'box-b' }, move, { amount: 1 }, by()),
    );
    const done = (await Promise.allSettled(moves)).filter(({ status }) => status === 'fulfilled').length;
    expect(done).toBe(20);
    expect([
      (await decisions.stateOf('benefits', 'box-a', box)).left,
      (await decisions.stateOf('benefits', 'box-b', box)).left,
    ]).toEqual([0, 20]);
    expect(await log.head('benefits')).toBe(41);
  });
});

describe('sealed fields', () => {
  test('are not in the stored bytes, and open for those who hold the key', async () => {
    const { decisions, log, keys } = open();
    await decisions.decide('benefits', 'box-1', box, { put: 5, giver: 'Awa Ouédraogo' }, by());
    const [stored] = await log.readStream('benefits', 'box-1');
    expect(Buffer.concat([stored!.clear, stored!.sealed!]).toString()).not.toContain('Awa O');
    expect((await open(log, keys).decisions.stateOf('benefits', 'box-1', box)).givers).toEqual(['Awa Ouédraogo']);
  });

  test('once the key is destroyed: unreadable, and the sums are unchanged', async () => {
    const { decisions, log, keys } = open();
    await decisions.decide('benefits', 'box-1', box, { put: 5, giver: 'Awa Ouédraogo' }, by());
    await keys.destroy('benefits', 'AWA');
    const later = open(log, keys).decisions;
    expect(await later.stateOf('benefits', 'box-1', box)).toEqual({ left: 5, givers: [] });
    await later.decide('benefits', 'box-1', box, { put: 5, giver: 'Awa Ouédraogo' }, by());
    expect(await later.stateOf('benefits', 'box-1', box)).toEqual({ left: 10, givers: expect.any(Array) });
    const [, second] = await log.readStream('benefits', 'box-1');
    expect(second!.sealed?.toString() ?? '').not.toContain('AWA');
  });

  test('an envelope moved to another event does not open', async () => {
    const { decisions, log, keys } = open();
    await decisions.decide('benefits', 'box-1', box, { put: 5, giver: 'Awa' }, by());
    await decisions.decide('benefits', 'box-1', box, { put: 6, giver: 'Awa' }, by());
    const [first, second] = await log.readStream('benefits', 'box-1');
    const [moved] = await new EventCodec(keys).open('benefits', [{ ...first!, sealed: second!.sealed }]);
    expect(moved!.sealed).toEqual({ giver: { subject: 'AWA', class: 'identity' } });
  });

  test('an answer that was sealed comes back the same, until its key is gone', async () => {
    const { decisions, keys } = open();
    const once = by();
    const sealedAnswer = () => ({
      body: { reasons: ['CND-001'] },
      seal: { subject: 'AWA', class: 'medical' as const },
    });
    const first = await decisions.decide('benefits', 'box-1', box, { put: 5 }, once, { answer: sealedAnswer });
    expect((await decisions.decide('benefits', 'box-1', box, { put: 5 }, once)).answer).toEqual(first.answer);
    await keys.destroy('benefits', 'AWA');
    expect((await decisions.decide('benefits', 'box-1', box, { put: 5 }, once)).answer).toEqual({ erased: true });
  });
});

describe('a request that may come again out of its time', () => {
  const onceBy = (): Metadata => ({ ...by(), once: true });

  test('takes nothing later that it was refused the first time', async () => {
    const { decisions } = open();
    await decisions.decide('benefits', 'box-1', box, { put: 5 }, onceBy());
    const early = onceBy();
    await expect(decisions.decide('benefits', 'box-1', box, { take: 7 }, early)).rejects.toThrow(CommandRefused);
    await decisions.decide('benefits', 'box-1', box, { put: 5 }, onceBy());
    // It would be granted now, and is answered as it was then; how much was left is told nobody a second time.
    await expect(decisions.decide('benefits', 'box-1', box, { take: 7 }, early)).rejects.toMatchObject({
      refusal: { outcome: 'refused', reason: 'benefits.box.too_little', kind: 'conflict' },
    });
    expect(await decisions.stateOf('benefits', 'box-1', box)).toMatchObject({ left: 10 });
  });

  test('changes nothing later when it changed nothing the first time', async () => {
    const { decisions, log } = open();
    const early = onceBy();
    expect(await decisions.decide('benefits', 'box-1', box, { put: 0 }, early)).toMatchObject({ status: 'unchanged' });
    expect(await decisions.decide('benefits', 'box-1', box, { put: 9 }, early)).toMatchObject({ status: 'repeated' });
    expect(await log.head('benefits')).toBe(0);
  });

  test('is otherwise decided each time it is asked', async () => {
    const { decisions } = open();
    const asked = by();
    await expect(decisions.decide('benefits', 'box-1', box, { take: 7 }, asked)).rejects.toThrow(CommandRefused);
    await decisions.decide('benefits', 'box-1', box, { put: 9 }, by());
    expect(await decisions.decide('benefits', 'box-1', box, { take: 7 }, asked)).toMatchObject({ status: 'recorded' });
  });
});
