import type { IHeaders } from 'kafkajs';
import { isDay } from '#kernel';
import type { Shard } from '#eventstore';
import type { Message } from '../message.js';

/** A Kafka record, as it is sent. */
export interface OutgoingRecord {
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A Kafka record, as it comes. Anybody allowed to write to the topic may have written it. */
export interface IncomingRecord {
  readonly key?: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: IHeaders;
}

/** What was found instead of a message: what is wrong, and what could still be read. No content is quoted. */
export class NotAMessage extends Error {
  constructor(
    readonly problem: string,
    readonly stream?: string,
    readonly revision?: number,
  ) {
    super(problem);
  }
}

const specversion = '1.0';
const sourceOf = (context: Shard): string => `urn:entraide:${context}`;

/** A message as a CloudEvent 1.0 in Kafka's binary mode: attributes in headers, data as the value, the stream as key. */
export const toRecord = (message: Message): OutgoingRecord => ({
  key: message.stream,
  value: JSON.stringify(message.data),
  headers: {
    'content-type': 'application/json',
    ce_specversion: specversion,
    ce_id: message.id,
    ce_source: sourceOf(message.source),
    ce_type: message.type,
    ce_time: message.recordedAt,
    ce_partitionkey: message.stream,
    ce_scheme: message.scheme,
    ce_revision: String(message.revision),
    ce_effectiveat: message.effectiveAt,
    ce_correlation: message.correlation,
    ce_causation: message.cause,
  },
});

/** @throws NotAMessage */
export const fromRecord = (record: IncomingRecord, topic: Shard): Message => {
  const stream = record.key?.toString('utf8') || undefined;
  const revisionText = headerOf(record, 'ce_revision') ?? '';
  const revision = /^[1-9]\d{0,14}$/.test(revisionText) ? Number(revisionText) : undefined;
  const refuse = (problem: string): never => {
    throw new NotAMessage(problem, stream, revision);
  };
  const header = (name: string): string => headerOf(record, name) ?? refuse(`the header ${name} is missing`);

  if (header('ce_specversion') !== specversion) refuse('ce_specversion is not 1.0');
  if (!/^application\/json\b/i.test(header('content-type'))) refuse('content-type is not application/json');
  if (header('ce_source') !== sourceOf(topic)) refuse(`ce_source is not ${sourceOf(topic)}`);
  if (stream === undefined || header('ce_partitionkey') !== stream) refuse('ce_partitionkey is not the key');
  if (revision === undefined) refuse('ce_revision is not a version');
  if (!isDay(header('ce_effectiveat'))) refuse('ce_effectiveat is not a day');
  if (Number.isNaN(Date.parse(header('ce_time')))) refuse('ce_time is not an instant');
  return {
    id: header('ce_id'),
    type: header('ce_type'),
    source: topic,
    stream: stream!,
    revision: revision!,
    scheme: header('ce_scheme'),
    effectiveAt: header('ce_effectiveat'),
    recordedAt: header('ce_time'),
    correlation: header('ce_correlation'),
    cause: header('ce_causation'),
    data: dataOf(record) ?? refuse('the value is not JSON'),
  };
};

const headerOf = ({ headers }: IncomingRecord, name: string): string | undefined => {
  const value = headers?.[name];
  return Array.isArray(value) || value === undefined ? undefined : value.toString() || undefined;
};

const dataOf = ({ value }: IncomingRecord): unknown => {
  try {
    return value === null ? undefined : (JSON.parse(value.toString('utf8')) as unknown);
  } catch {
    return undefined;
  }
};
