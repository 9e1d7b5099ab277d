import { describe, expect, test } from '@jest/globals';
import { seal } from '#kernel';
import type { StoredEvent } from '../event-log.js';
import { EventCodec, VersionUnknown } from './codec.js';
import { MemoryDataKeys } from './data-keys.js';
import { ephemeralKey } from './key-file.js';

const keys = new MemoryDataKeys(ephemeralKey());
const codec = new EventCodec(keys, {
  'benefits.Renamed': { 1: event => ({ ...event, version: 2, data: { name: (event.data as { nom: string }).nom } }) },
});

const eventId = '00000000-0000-5000-8000-000000000001';
const stored = (change: Partial<StoredEvent>): StoredEvent => ({
  shard: 'benefits',
  position: 1,
  stream: 'benefits.thing-1',
  version: 1,
  eventId,
  type: 'benefits.Told',
  schemaVersion: 1,
  scheme: 'A',
  effectiveAt: '2025-01-01',
  recordedAt: '2025-01-01T08:00:00.000Z',
  commandId: eventId,
  actor: { id: 'x', role: 'system' },
  cause: null,
  correlation: eventId,
  clear: Buffer.from('{"nom":"CSPS"}'),
  sealed: null,
  ...change,
});

describe('an event of a version', () => {
  test('that is current is read as it is', () => expect(codec.readClear(stored({})).version).toBe(1));

  test('that was replaced is read as the one that replaced it', () =>
    expect(codec.readClear(stored({ type: 'benefits.Renamed' }))).toMatchObject({
      version: 2,
      data: { name: 'CSPS' },
    }));

  test.each([
    ['benefits.Told', 2],
    ['benefits.Renamed', 3],
    ['benefits.toString', 2],
  ])('nobody knows here yet is refused, not read as another: %s v%i', async (type, schemaVersion) => {
    expect(() => codec.readClear(stored({ type, schemaVersion }))).toThrow(VersionUnknown);
    await expect(codec.open('benefits', [stored({ type, schemaVersion })])).rejects.toThrow(VersionUnknown);
  });
});

describe('a sealed field', () => {
  const told = {
    type: 'benefits.Told',
    version: 1,
    effectiveAt: '2025-01-01',
    data: {},
    sealed: { content: seal('AWA', 'medical', 'B24'), reason: seal('AWA', 'medical', 'DELIV') },
  } as const;
  const write = async (): Promise<StoredEvent> => {
    const [event] = await codec.encode('benefits', [told], [eventId]);
    return stored({ clear: event!.clear, sealed: event!.sealed });
  };
  const valueOf = async (event: StoredEvent, field: string) =>
    (await codec.open('benefits', [event]))[0]!.sealed?.[field]?.value;
  type Boxes = Record<string, Record<string, string>>;
  const changed = (event: StoredEvent, change: (boxes: Boxes) => Boxes): StoredEvent => ({
    ...event,
    sealed: Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(event.sealed!).toString()) as Boxes))),
  });

  test('opens where it was sealed', async () => expect(await valueOf(await write(), 'content')).toBe('B24'));

  test.each<[string, (event: StoredEvent) => StoredEvent]>([
    ['to another event', event => ({ ...event, eventId: '00000000-0000-5000-8000-000000000002' })],
    ['to an event of another type', event => ({ ...event, type: 'benefits.Other' })],
    ['to another field', event => changed(event, ({ reason, ...rest }) => ({ ...rest, content: reason! }))],
    [
      'to another person',
      event => changed(event, boxes => ({ ...boxes, content: { ...boxes['content'], subject: 'ISSA' } })),
    ],
    [
      'with its tag cut',
      event => changed(event, boxes => ({ ...boxes, content: { ...boxes['content'], tag: 'AAAAAA==' } })),
    ],
    ['with no tag', event => changed(event, boxes => ({ ...boxes, content: { ...boxes['content'], tag: '' } }))],
  ])('moved %s does not open, and hides nothing else', async (_, tampered) => {
    const event = tampered(await write());
    expect(await valueOf(event, 'content')).toBeUndefined();
    expect((await codec.open('benefits', [event]))[0]!.data).toEqual({});
  });
});
