import { describe, expect, test } from '@jest/globals';
import { ephemeralKey, EventCodec, MemoryDataKeys, type StoredEvent } from '#eventstore';
import { type DomainEvent, seal } from '#kernel';
import { UnsealedCodec } from './unsealed.js';

const events: DomainEvent[] = [
  {
    type: 'benefits.ClaimSubmitted',
    version: 1,
    effectiveAt: '2026-10-04',
    data: { claim: 'C1' },
    sealed: { content: seal('P1', 'medical', { lines: [{ act: 'CONS' }] }) },
  },
  { type: 'benefits.ClaimBooked', version: 1, effectiveAt: '2026-10-04', data: { claim: 'C1' } },
];
const ids = ['6f0f1f2a-0000-5000-8000-000000000001', '6f0f1f2a-0000-5000-8000-000000000002'];
const keys = new MemoryDataKeys(ephemeralKey());

const written = async (codec: EventCodec): Promise<StoredEvent[]> =>
  (await codec.encode('benefits', events, ids)).map(event => event as unknown as StoredEvent);
const facts = (read: readonly DomainEvent[]) => read.map(({ data, sealed }) => ({ data, sealed }));

describe('a log in which nothing is sealed', () => {
  const codec = new UnsealedCodec(keys);

  test('can be read without a key', async () => {
    const [submitted, booked] = await written(codec);
    expect(Buffer.from(submitted!.sealed!).toString()).toContain('CONS');
    expect(booked!.sealed).toBeNull();
  });

  test('gives back what was written, beside what was sealed before', async () => {
    const sealed = await written(new EventCodec(keys));
    expect(Buffer.from(sealed[0]!.sealed!).toString()).not.toContain('CONS');
    const read = await codec.open('benefits', [...sealed, ...(await written(codec))]);
    expect(facts(read)).toEqual([...facts(events), ...facts(events)]);
  });
});
