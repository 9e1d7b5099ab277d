import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Append, EventLog, StreamAppend } from '../event-log.js';
import { copyLog, CopyRefused } from './copy-log.js';
import { digestOf } from './log-digest.js';

const shard = 'benefits';

const to = (stream: string, ...bodies: readonly string[]): StreamAppend => ({
  stream,
  expected: 'any',
  events: bodies.map(body => ({
    eventId: randomUUID(),
    type: 'benefits.ClaimReceived',
    schemaVersion: 2,
    effectiveAt: '2025-02-28',
    clear: Buffer.from(body),
    sealed: body.length % 2 === 0 ? Buffer.from([0, 255, body.length]) : null,
  })),
});

const command = (...streams: readonly StreamAppend[]): Append => ({
  shard,
  streams,
  metadata: {
    commandId: randomUUID(),
    scheme: 'zabre',
    actor: { id: 'clerk-1', role: 'scheme-clerk' },
    correlation: randomUUID(),
    cause: randomUUID(),
    recordedAt: '2025-03-01T10:00:00.123Z',
    fingerprint: 'f'.repeat(64),
  },
  answer: Buffer.from(`{"clear":"${'é'.repeat(40)}"}`),
});

/** A history with commands over several streams, and some without events between them. */
const tell = async (log: EventLog, commands: number): Promise<void> => {
  for (let n = 0; n < commands; n += 1) {
    const household = `benefits.household-${n % 5}`;
    await log.append(command(to(`benefits.claim-${randomUUID()}`, 'a', 'bb'), to(household, String(n))));
    if (n % 3 === 0) {
      await log.append(command());
      await log.append({ ...command(), answer: null });
    }
  }
};

/** A copy from one kind of log to another and back, with nothing lost and nothing moved. */
export const copyContract = (
  name: string,
  open: () => Promise<{ from: EventLog; to: EventLog; back: EventLog; close: () => Promise<void> }>,
): void => {
  describe(`copying the log: ${name}`, () => {
    let logs: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => (logs = await open()));
    afterAll(() => logs.close());

    test('copies every event and command to where it stood, and goes on where it stopped', async () => {
      const { from, to: other } = logs;
      await tell(from, 20);
      expect(await copyLog(shard, from, other)).toMatchObject({ copied: 60, commands: 34 });
      const first = await digestOf(from, shard);
      expect(first).toMatchObject({ events: 60, commands: 34 });
      expect(await digestOf(other, shard)).toEqual(first);
      await tell(from, 7);
      expect(await copyLog(shard, from, other)).toMatchObject({ copied: 21 });
      expect(await copyLog(shard, from, other)).toMatchObject({ copied: 0 });
      expect(await digestOf(other, shard)).toEqual(await digestOf(from, shard));
    });

    test('goes on after it was cut anywhere, also between commands without events', async () => {
      const { from, to: other, back } = logs;
      await tell(other, 2);
      await tell(from, 0);
      let left = 31;
      const failing = new Proxy(back, {
        get: (log, property) => {
          const value = Reflect.get(log, property) as unknown;
          if (property === 'append' && (left -= 1) < 0) return () => Promise.reject(new Error('the copy was cut'));
          return typeof value === 'function' ? (value as () => unknown).bind(log) : value;
        },
      });
      await expect(copyLog(shard, other, failing)).rejects.toThrow('cut');
      await copyLog(shard, other, back);
      expect(await digestOf(back, shard)).toEqual(await digestOf(other, shard));
    });

    test('answers of commands come along, and repeat nothing', async () => {
      const { from, to: other } = logs;
      for await (const commands of from.scanCommands(shard, 0))
        for (const known of commands.slice(0, 5))
          expect(await other.findCommand(shard, known.commandId)).toEqual(known);
    });

    test('is refused where the other log holds something else', async () => {
      const { from, to: other } = logs;
      await from.append(command(to('benefits.claim-here', 'x')));
      await other.append(command(to('benefits.claim-there', 'y')));
      await expect(copyLog(shard, from, other)).rejects.toThrow(CopyRefused);
      expect(await digestOf(other, shard)).not.toEqual(await digestOf(from, shard));
    });
  });
};
