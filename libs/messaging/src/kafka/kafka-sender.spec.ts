import { expect, test } from '@jest/globals';
import type { Kafka, ProducerConfig } from 'kafkajs';
import { said } from '../transport.fixture.js';
import { MessageRefused } from '../transport.js';
import { KafkaSender } from './kafka-sender.js';

/** Takes batches up to so many characters of values, as a broker with a smaller `max.message.bytes` would. */
const broker = (most: number) => {
  const written: string[] = [];
  let asked = 0;
  const send = async ({ messages }: { messages: { value: string }[] }): Promise<void> => {
    asked += 1;
    if (messages.reduce((sum, { value }) => sum + value.length, 0) > most)
      throw Object.assign(new Error('too large'), { cause: Object.assign(new Error(), { type: 'MESSAGE_TOO_LARGE' }) });
    written.push(...messages.map(({ value }) => value));
  };
  const producer = { connect: async () => undefined, disconnect: async () => undefined, send };
  const kafka = { producer: () => producer } as unknown as Kafka;
  const sender = new KafkaSender(kafka, { brokers: [] }, new AbortController().signal);
  return { sender, written, asked: () => asked };
};
const sized = (stream: string, revision: number, length: number) => said(stream, revision, 'x'.repeat(length - 2));

test('a batch the broker finds too large is written in halves, in order', async () => {
  const { sender, written } = broker(25);
  await sender.send('t', [sized('a', 1, 10), sized('a', 2, 11), sized('b', 1, 12), sized('b', 2, 13)]);
  expect(written.map(value => value.length)).toEqual([10, 11, 12, 13]);
});

test('a single message it does not take is refused by its stream, and not tried for ever', async () => {
  const { sender, written, asked } = broker(25);
  const sending = sender.send('t', [sized('a', 1, 25), sized('b', 1, 26)]);
  await expect(sending).rejects.toThrow(MessageRefused);
  await expect(sending).rejects.toMatchObject({ stream: 'b' });
  expect(written.map(value => value.length)).toEqual([25]);
  expect(asked()).toBe(3);
});

test('what failed in part is written whole again, by another producer; none tries again by itself', async () => {
  const batches: string[][] = [];
  const made: ProducerConfig[] = [];
  const send = async ({ messages }: { messages: { key: string }[] }): Promise<void> => {
    batches.push(messages.map(({ key }) => key));
    if (batches.length === 1) throw new Error('one of the brokers is away');
  };
  const producer = (asked: ProducerConfig) => {
    made.push(asked);
    return { connect: async () => undefined, disconnect: async () => undefined, send };
  };
  const patience = { attempts: 4, firstPauseMs: 1, longestPauseMs: 1 };
  const sender = new KafkaSender(
    { producer } as unknown as Kafka,
    { brokers: [], patience },
    new AbortController().signal,
  );
  await sender.send('t', [sized('a', 1, 10), sized('b', 1, 10)]);
  expect(batches).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
  expect(made.map(({ retry }) => retry?.retries)).toEqual([0, 0]);
});
