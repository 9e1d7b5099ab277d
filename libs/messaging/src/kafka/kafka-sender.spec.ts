import { expect, test } from '@jest/globals';
import type { Kafka, ProducerConfig } from 'kafkajs';
import { said } from '../transport.fixture.js';
import { MessageRefused } from '../transport.js';
import { KafkaSender } from './kafka-sender.js';

/** Takes batches up to so many characters of values, as a broker with a smaller `max.message.bytes` would. */
const broker = (most: number) => {
  const written: string[] = [];
  let asked = 0;
  const send = async ({ messages }: { messages: { value: string }[] }): Promise<readonly []> => {
    asked += 1;
    if (messages.reduce((sum, { value }) => sum + value.length, 0) > most)
      throw Object.assign(new Error('too large'), { cause: Object.assign(new Error(), { type: 'MESSAGE_TOO_LARGE' }) });
    written.push(...messages.map(({ value }) => value));
    return [];
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

test('what was left out, though the client says that all is written, is written whole again by another producer', async () => {
  const batches: string[][] = [];
  let made = 0;
  const producer = ({ createPartitioner }: ProducerConfig) => {
    made += 1;
    const choose = createPartitioner!();
    const send = async ({ topic, messages }: { topic: string; messages: { key: string }[] }) => {
      batches.push(messages.map(({ key }) => key));
      const partitionMetadata = [0, 1, 2, 3].map(partitionId => ({ partitionId, leader: 1 }) as never);
      const chosen = new Set(messages.map(message => choose({ topic, partitionMetadata, message: message as never })));
      const all = [...chosen].map(partition => ({ topicName: topic, partition, errorCode: 0 }));
      // A leader moved in the middle of the first request.
      return batches.length === 1 ? all.slice(1) : all;
    };
    return { connect: async () => undefined, disconnect: async () => undefined, send };
  };
  const patience = { attempts: 4, firstPauseMs: 1, longestPauseMs: 1 };
  const kafka = { producer } as unknown as Kafka;
  const sender = new KafkaSender(kafka, { brokers: [], patience }, new AbortController().signal);
  const keys = ['a', 'b', 'c', 'd', 'e'];
  await sender.send(
    't',
    keys.map(key => sized(key, 1, 10)),
  );
  expect(batches).toEqual([keys, keys]);
  expect(made).toBe(2);
});
