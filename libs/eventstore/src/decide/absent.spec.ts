import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { accept, type Decider, type DomainEvent, refuse } from '#kernel';
import { CommandRefused } from '../decisions.js';
import type { Shard } from '../event-log.js';
import { MemoryEventLog } from '../memory/memory-event-log.js';
import { EventCodec } from '../sealing/codec.js';
import { MemoryDataKeys } from '../sealing/data-keys.js';
import { ephemeralKey } from '../sealing/key-file.js';
import { LogDecisions } from './log-decisions.js';
import { StateCache } from './state-cache.js';

type Put = DomainEvent<'benefits.Put', 1, { amount: number }>;
/** Nobody takes out what is not in it. */
const till: Decider<number, Put, number> = {
  initialState: 0,
  decide: (amount, left) =>
    left + amount < 0
      ? refuse('benefits.till.empty')
      : accept({ type: 'benefits.Put', version: 1, effectiveAt: '2026-01-01', data: { amount } }),
  evolve: (left, { data }) => left + data.amount,
};

const by = () => ({
  commandId: randomUUID(),
  scheme: 'zabre',
  actor: { id: 'clerk', role: 'scheme-clerk' },
  correlation: randomUUID(),
  recordedAt: '2026-01-01T10:00:00.000Z',
});

class CountingLog extends MemoryEventLog {
  asked = 0;
  override readStreams(shard: Shard, streams: readonly string[]) {
    this.asked += 1;
    return super.readStreams(shard, streams);
  }
}

/** Two processes over one log. */
const begin = () => {
  const [log, keys] = [new CountingLog(), new MemoryDataKeys(ephemeralKey())];
  const codec = new EventCodec(keys);
  const [here, elsewhere] = [new LogDecisions(log, codec, keys), new LogDecisions(log, codec, keys)];
  const put = (decisions: LogDecisions, amount: number) =>
    decisions.decide('benefits', 'till', till, amount, by()).then(({ status }) => status);
  const look = () => here.stateOf('benefits', 'till', till);
  return { log, here, elsewhere, put, look };
};

describe('a stream that is not there', () => {
  test('is asked for once a quarter of a second, however often somebody looks for it', async () => {
    const [log, keys] = [new CountingLog(), new MemoryDataKeys(ephemeralKey())];
    let now = 1_000;
    const cache = new StateCache(log, new EventCodec(keys), 10, () => now);
    const look = () => cache.load('benefits', 'till', till);
    for (const at of [1_000, 1_100, 1_249.9]) {
      now = at;
      expect(await look()).toMatchObject({ version: 0, state: 0 });
      expect(log.asked).toBe(1);
    }
    now = 1_250;
    await look();
    expect(log.asked).toBe(2);
  });

  test('is there as soon as this process writes it, or finds in the log that another did', async () => {
    const { log, here, elsewhere, put, look } = begin();
    expect(await look()).toBe(0);
    await put(here, 3);
    expect(await look()).toBe(3);

    const other = begin();
    expect(await other.look()).toBe(0);
    await other.put(other.elsewhere, 4);
    expect(await other.look()).toBe(0);
    other.here.notice(await other.log.readAll('benefits', { limit: 10 }));
    expect(await other.look()).toBe(4);
    expect(await elsewhere.stateOf('benefits', 'till', till)).toBe(3);
    expect(log.asked).toBeGreaterThan(0);
  });

  test('is asked for by whoever wants the latest', async () => {
    const { here, elsewhere, put, look } = begin();
    await look();
    await put(elsewhere, 4);
    expect(await here.latestStateOf('benefits', 'till', till)).toBe(4);
    expect(await look()).toBe(4);
  });

  test('is no reason to turn anybody away: it is asked for first', async () => {
    const { here, elsewhere, put, look } = begin();
    await look();
    await put(elsewhere, 4);
    expect(await put(here, -4)).toBe('recorded');
    await expect(put(here, -1)).rejects.toThrow(CommandRefused);
  });

  test('is no ground to write on: what another wrote is found there, and decided upon', async () => {
    const { here, elsewhere, put, look } = begin();
    await look();
    await put(elsewhere, 4);
    expect(await put(here, 1)).toBe('recorded');
    expect(await look()).toBe(5);
  });
});
