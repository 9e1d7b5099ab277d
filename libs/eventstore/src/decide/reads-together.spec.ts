import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setImmediate as aMoment } from 'node:timers/promises';
import { type DomainEvent, type Fold } from '#kernel';
import type { Shard } from '../event-log.js';
import { MemoryEventLog } from '../memory/memory-event-log.js';
import { EventCodec } from '../sealing/codec.js';
import { MemoryDataKeys } from '../sealing/data-keys.js';
import { ephemeralKey } from '../sealing/key-file.js';
import { StateCache } from './state-cache.js';

const counted: Fold<DomainEvent, number> = { initialState: 0, evolve: count => count + 1 };

/** A log whose answers wait until they are let go; each is what was there when it was asked. */
class HeldLog extends MemoryEventLog {
  readonly asked: (readonly string[])[] = [];
  readonly letGo: ((error?: Error) => void)[] = [];

  override async readStreams(shard: Shard, streams: readonly string[]) {
    this.asked.push(streams);
    const found = await super.readStreams(shard, streams);
    const error = await new Promise<Error | undefined>(resolve => this.letGo.push(resolve));
    if (error) throw error;
    return found;
  }

  async add(stream: string): Promise<void> {
    const event = { eventId: randomUUID(), type: 'benefits.Put', schemaVersion: 1, effectiveAt: '2026-01-01' };
    await this.append({
      shard: 'benefits',
      streams: [{ stream, expected: 'any', events: [{ ...event, clear: Buffer.from('{}'), sealed: null }] }],
      metadata: {
        commandId: randomUUID(),
        scheme: 'zabre',
        actor: { id: 'clerk', role: 'scheme-clerk' },
        correlation: randomUUID(),
        recordedAt: '2026-01-01T10:00:00.000Z',
      },
    });
  }
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await aMoment();
};

const begin = () => {
  const log = new HeldLog();
  const cache = new StateCache(log, new EventCodec(new MemoryDataKeys(ephemeralKey())));
  const ask = (stream: string) => cache.load('benefits', stream, counted).then(({ state }) => state);
  return { log, ask };
};

test('what is asked while two questions are under way goes together into the next, and finds what was there by then', async () => {
  const { log, ask } = begin();
  const first = ask('a');
  await turns();
  const second = ask('b');
  await turns();
  const later = [ask('a'), ask('c'), ask('b'), ask('a')];
  await log.add('a');
  const last = ask('a');
  await turns();
  expect(log.asked).toEqual([['a'], ['b']]);
  log.letGo[0]!();
  await turns();
  expect(log.asked).toEqual([['a'], ['b'], ['a', 'c', 'b']]);
  log.letGo[1]!();
  log.letGo[2]!();
  // The first began before anything was there; all that came after it is no older than what it asked about.
  expect(await Promise.all([first, second, ...later, last])).toEqual([0, 0, 1, 0, 0, 1, 1]);
});

test('a question that fails fails those who asked it, and keeps nobody else waiting', async () => {
  const { log, ask } = begin();
  const [first, second] = [ask('a'), turns().then(() => ask('b'))];
  await turns();
  await turns();
  const third = ask('c');
  await turns();
  log.letGo[0]!(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await turns();
  log.letGo[1]!();
  log.letGo[2]!();
  expect(await Promise.all([second, third])).toEqual([0, 0]);
  expect(log.asked).toEqual([['a'], ['b'], ['c']]);
});
