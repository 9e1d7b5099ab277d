import { expect } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Append, AppendResult, EventLog, StreamAppend } from '../event-log.js';

export const fresh = () => `benefits.claim-${randomUUID()}`;

export const to = (stream: string, expected: StreamAppend['expected'], ...bodies: readonly string[]): StreamAppend => ({
  stream,
  expected,
  events: bodies.map(body => ({
    eventId: randomUUID(),
    type: 'benefits.ClaimReceived',
    schemaVersion: 1,
    effectiveAt: '2025-03-01',
    clear: Buffer.from(body),
    sealed: null,
  })),
});

export const command = (...streams: readonly StreamAppend[]): Append => ({
  shard: 'benefits',
  streams,
  metadata: {
    commandId: randomUUID(),
    scheme: 'zabre',
    actor: { id: 'x', role: 'y' },
    correlation: randomUUID(),
    recordedAt: '2025-03-01T10:00:00.000Z',
  },
});

/** Everything acknowledged is there once, in one unbroken order, where it was said to be; nothing else is. */
export const expectEachOnce = async (
  log: EventLog,
  commands: readonly Append[],
  results: readonly AppendResult[],
): Promise<void> => {
  const events = await log.readAll('benefits', { limit: 10_000 });
  expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
  const sent = commands.flatMap(({ streams }) => streams.flatMap(part => part.events.map(({ eventId }) => eventId)));
  expect(events.map(({ eventId }) => eventId).sort()).toEqual([...sent].sort());
  for (const [index, result] of results.entries()) {
    if (result.status === 'conflict') throw new Error('a command is in conflict with nobody');
    const { firstPosition, lastPosition } = result.status === 'duplicate' ? result.known : result;
    const own = events.filter(({ commandId }) => commandId === commands[index]!.metadata.commandId);
    expect([own[0]!.position, own.at(-1)!.position]).toEqual([firstPosition, lastPosition]);
  }
};

/** Logs that are closed together. */
export class OpenedLogs<Log extends EventLog> {
  private readonly opened: Log[] = [];

  add(log: Log): Log {
    this.opened.push(log);
    return log;
  }

  async close(): Promise<void> {
    await Promise.all(this.opened.splice(0).map(log => log.close()));
  }
}

/** @throws Error when it does not come true in time. */
export const until = async (isSo: () => boolean | Promise<boolean>, patience_ms = 8_000): Promise<void> => {
  for (const since = performance.now(); !(await isSo());) {
    if (performance.now() - since > patience_ms) throw new Error(`not so after ${patience_ms} ms`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
};
