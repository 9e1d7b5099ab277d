import { describe, expect, test } from '@jest/globals';
import { CloudEvent, Kafka } from 'cloudevents';
import fc from 'fast-check';
import type { Message } from '../message.js';
import { said } from '../transport.fixture.js';
import { fromRecord, type IncomingRecord, NotAMessage, type OutgoingRecord, toRecord } from './cloud-event.js';

const message = said('contributions.account-H1', 3, { amount: 500 });

const onTheWire = ({ key, value, headers }: OutgoingRecord): IncomingRecord => ({
  key: Buffer.from(key),
  value: Buffer.from(value),
  headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)])),
});

const damaged = (
  change: (record: { key: Buffer | null; value: Buffer | null; headers: Record<string, Buffer> }) => void,
) => {
  const record = onTheWire(toRecord(message)) as { key: Buffer; value: Buffer; headers: Record<string, Buffer> };
  change(record);
  try {
    return fromRecord(record, 'contributions');
  } catch (error) {
    return error as NotAMessage;
  }
};

describe('a message as a CloudEvent', () => {
  test('is read by others as what it is', () => {
    const { headers, value, key } = toRecord(message);
    const event = Kafka.toEvent<{ amount: number }>({ headers, value, key, body: value, timestamp: '' } as never);
    expect(JSON.parse(JSON.stringify(event))).toEqual({
      specversion: '1.0',
      id: message.id,
      source: 'urn:entraide:contributions',
      type: 'contributions.premium-paid.v1',
      time: '2026-03-01T10:00:00.000Z',
      datacontenttype: 'application/json',
      partitionkey: 'contributions.account-H1',
      scheme: 'kaya',
      revision: '3',
      effectiveat: '2026-03-01',
      correlation: 'c-1',
      causation: 'e-1',
      data: { amount: 500 },
    });
  });

  test('written by others is read by us, and has the same headers but one of theirs', () => {
    const theirs = Kafka.binary(
      new CloudEvent({
        id: message.id,
        source: 'urn:entraide:contributions',
        type: message.type,
        time: message.recordedAt,
        datacontenttype: 'application/json',
        partitionkey: message.stream,
        scheme: message.scheme,
        revision: String(message.revision),
        effectiveat: message.effectiveAt,
        correlation: message.correlation,
        causation: message.cause,
        data: message.data,
      }),
    ) as unknown as { headers: Record<string, string>; key: string };
    const headers = Object.fromEntries(Object.entries(theirs.headers).filter(([, text]) => text !== undefined));
    expect(headers).toEqual({ ...toRecord(message).headers, ce_datacontenttype: 'application/json' });
    const value = JSON.stringify(message.data);
    expect(fromRecord(onTheWire({ headers, key: theirs.key, value }), 'contributions')).toEqual(message);
  });

  test('comes back as it went, whatever it holds', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(
        text,
        text,
        text,
        fc.integer({ min: 1, max: 2 ** 40 }),
        fc.dictionary(text, fc.jsonValue()),
        (stream, scheme, id, revision, data) => {
          const any: Message = { ...message, stream, scheme, id, revision, data: JSON.parse(JSON.stringify(data)) };
          expect(fromRecord(onTheWire(toRecord(any)), 'contributions')).toEqual(any);
        },
      ),
    );
  });
});

describe('what is no message says what is wrong with it, and quotes nothing', () => {
  test.each(Object.keys(toRecord(message).headers))('without the header %s', name => {
    const found = damaged(({ headers }) => delete headers[name]);
    expect(found).toBeInstanceOf(NotAMessage);
    expect((found as NotAMessage).problem).toContain(name);
  });

  test.each([
    ['ce_specversion is not 1.0', 'ce_specversion', '2.0'],
    ['content-type is not application/json', 'content-type', 'text/xml'],
    ['ce_source is not urn:entraide:contributions', 'ce_source', 'urn:entraide:benefits'],
    ['ce_partitionkey is not the key', 'ce_partitionkey', 'contributions.account-H2'],
    ['ce_revision is not a version', 'ce_revision', '0'],
    ['ce_revision is not a version', 'ce_revision', '1.5'],
    ['ce_effectiveat is not a day', 'ce_effectiveat', '2026-02-30'],
    ['ce_time is not an instant', 'ce_time', 'yesterday'],
  ])('%s', (problem, name, text) => {
    const found = damaged(({ headers }) => (headers[name] = Buffer.from(text)));
    expect((found as NotAMessage).problem).toBe(problem);
  });

  test.each([
    ['cut off', Buffer.from('{"amount": 5')],
    ['empty', Buffer.from('')],
    ['a tombstone', null],
  ])('a value that is %s', (_, value) => {
    const found = damaged(record => (record.value = value)) as NotAMessage;
    expect(found.problem).toBe('the value is not JSON');
    expect([found.stream, found.revision]).toEqual(['contributions.account-H1', 3]);
  });

  test('a record without a key, or without anything', () => {
    expect((damaged(record => (record.key = null)) as NotAMessage).problem).toBe('ce_partitionkey is not the key');
    expect(() => fromRecord({ value: null }, 'contributions')).toThrow(NotAMessage);
  });
});
