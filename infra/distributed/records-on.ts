import { randomUUID } from 'node:crypto';
import kafkajs, { type KafkaMessage } from 'kafkajs';

/** Longest wait for what the brokers say is there. @unit milliseconds */
const patience_ms = 60_000;

/** Every record of the chosen topics: key, headers and value, as text that can be searched. */
export const recordsOn = async (brokers: string, chosen: (topic: string) => boolean): Promise<readonly string[]> => {
  const kafka = new kafkajs.Kafka({ brokers: brokers.split(','), logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  try {
    const topics = (await admin.listTopics()).filter(chosen);
    const ends = await Promise.all(topics.map(topic => admin.fetchTopicOffsets(topic)));
    const expected = ends.flat().reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
    if (expected === 0) return [];
    const groupId = `looking-${randomUUID()}`;
    const records = await readAll(kafka, groupId, topics, expected);
    await admin.deleteGroups([groupId]).catch(() => undefined);
    return records;
  } finally {
    await admin.disconnect();
  }
};

const readAll = async (
  kafka: kafkajs.Kafka,
  groupId: string,
  topics: readonly string[],
  expected: number,
): Promise<readonly string[]> => {
  const consumer = kafka.consumer({ groupId });
  const records: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const late = (): void => reject(new Error(`${records.length} of ${expected} records read`));
      timer = setTimeout(late, patience_ms);
      const eachMessage = async ({ message }: { message: KafkaMessage }): Promise<void> => {
        records.push(textOf(message));
        if (records.length >= expected) resolve();
      };
      consumer.run({ autoCommit: false, eachMessage }).catch(reject);
    });
    return records;
  } finally {
    clearTimeout(timer);
    await consumer.disconnect();
  }
};

const textOf = ({ key, headers, value }: KafkaMessage): string => {
  const of = Object.entries(headers ?? {}).map(([name, said]) => `${name}: ${[said].flat().map(String).join()}`);
  return [key?.toString(), ...of, value?.toString()].join('\n');
};
