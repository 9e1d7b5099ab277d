import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InProcessTransport } from './in-process-transport.js';
import { pause } from '#eventstore';
import type { Message } from './message.js';
import { describeTransport } from './transport.contract.js';
import { TransportClosed } from './transport.js';

const message = (stream: string, revision: number, data: unknown = {}): Message => ({
  id: `${stream}/${revision}`,
  type: 'contributions.premium-paid.v1',
  source: 'contributions',
  stream,
  revision,
  scheme: 'kaya',
  effectiveAt: '2026-03-01',
  recordedAt: '2026-03-01T10:00:00.000Z',
  correlation: 'c',
  cause: 'e',
  data,
});

/** The order in which each new message was first seen, per stream. */
const firstSeen = (messages: readonly Message[]): Record<string, number[]> => {
  const seen: Record<string, number[]> = {};
  for (const { stream, revision } of messages) {
    const of = (seen[stream] ??= []);
    if (!of.includes(revision)) of.push(revision);
  }
  return seen;
};

describeTransport('within one process', {
  remembers: false,
  patience_ms: 5_000,
  make: async patience => ({ open: async () => new InProcessTransport({ patience }) }),
});

describe('messages within one process', () => {
  test('reach every group before the sender goes on', async () => {
    const transport = new InProcessTransport();
    const [one, two]: [Message[], Message[]] = [[], []];
    await transport.subscribe('contributions', 'one', async batch => void one.push(...batch));
    await transport.subscribe('contributions', 'two', async batch => {
      await pause(5);
      two.push(...batch);
    });
    const sending = transport.send('contributions', [message('a', 1), message('a', 2)]);
    expect(await transport.idle()).toBe(false);
    await sending;
    expect([one.length, two.length]).toEqual([2, 2]);
    expect(await transport.idle()).toBe(true);
  });

  test('go through JSON: what JSON does not carry does not arrive, and nobody shares an object', async () => {
    const transport = new InProcessTransport();
    const data = { when: new Date(0), none: undefined };
    let came: Message | undefined;
    await transport.subscribe('contributions', 'one', async ([first]) => void (came = first));
    await transport.send('contributions', [message('a', 1, data)]);
    expect(came?.data).toEqual({ when: '1970-01-01T00:00:00.000Z' });
  });

  test('are not handed to groups of other topics', async () => {
    const transport = new InProcessTransport();
    await transport.subscribe('membership', 'one', () => Promise.reject(new Error('not for me')));
    await transport.send('contributions', [message('a', 1)]);
  });

  test('come again when their handler failed, and hold up their own key only', async () => {
    const transport = new InProcessTransport({ patience: { attempts: 1, firstPauseMs: 20, longestPauseMs: 20 } });
    const log: string[] = [];
    let failures = 2;
    await transport.subscribe('contributions', 'one', async ([first]) => {
      if (first!.stream === 'a' && failures-- > 0) throw new Error('not yet');
      log.push(first!.stream);
    });
    await transport.send('contributions', [message('a', 1), message('b', 1)]);
    expect(log).toEqual(['b', 'a']);
  });

  test('are given back to the sender when the transport closes under way', async () => {
    const transport = new InProcessTransport({ patience: { attempts: 1, firstPauseMs: 5, longestPauseMs: 5 } });
    await transport.subscribe('contributions', 'one', () => Promise.reject(new Error('away')));
    const sending = expect(transport.send('contributions', [message('a', 1)])).rejects.toThrow(TransportClosed);
    await pause(5);
    await transport.close();
    await sending;
    await expect(transport.send('contributions', [message('a', 2)])).rejects.toThrow(TransportClosed);
  });

  test('whatever the order of keys and the repetitions: all arrive, in order per key, one batch of a key at a time', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0 }),
        fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 4 }),
        async (shuffleSeed, sends, batch) => {
          const transport = new InProcessTransport({ shuffleSeed, duplicates: 0.5, batch, parallel: 3 });
          const revisions: Record<string, number> = {};
          const [came, busy]: [Message[], Set<string>] = [[], new Set()];
          await transport.subscribe('contributions', 'one', async messages => {
            const { stream } = messages[0]!;
            expect(busy.has(stream)).toBe(false);
            busy.add(stream);
            await Promise.resolve();
            came.push(...messages);
            busy.delete(stream);
          });
          const next = (stream: string) => message(stream, (revisions[stream] = (revisions[stream] ?? 0) + 1));
          await Promise.all(sends.map(streams => transport.send('contributions', streams.map(next))));
          const expected = Object.entries(revisions).map(([stream, last]) => [
            stream,
            Array.from({ length: last }, (_, index) => index + 1),
          ]);
          expect(firstSeen(came)).toEqual(Object.fromEntries(expected));
        },
      ),
      { numRuns: 60 },
    ));
});
