import { expect, test } from '@jest/globals';
import { MemoryReadModels } from '#eventstore';
import { VirtualClock } from '#kernel';
import type { DailyWork } from '#messaging';
import { Metrics } from '../health/metrics.js';
import { makeLog } from '../logging/log.js';
import { ClosingDays } from './closing-days.js';

const until = async (met: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await met())) await new Promise(resolve => setTimeout(resolve, 5));
};

/** A scheme whose days are done up to the end of February; it is the 4th of March. */
const work: DailyWork = {
  name: 'toy.close_days.v1',
  schemes: async () => [{ scheme: 'bobo', timezone: 'Africa/Ouagadougou', doneUpTo: '2026-02-28' }],
  command: (_, day) => ({ day }),
};
const ports = (execute: (command: object) => Promise<unknown>) => ({
  clock: new VirtualClock('2026-03-04T09:00:00.000Z'),
  models: new MemoryReadModels(),
  decisions: undefined as never,
  execute,
});

test('operators see how many days are behind and that it fails; the service stays ready', async () => {
  const [metrics, lines] = [new Metrics(), [] as string[]];
  const days = new ClosingDays([work], true);
  const log = makeLog('info', { write: line => void lines.push(line) });
  let broken = true;
  days.start(
    ports(async () => {
      if (broken) throw new Error('the log is away');
    }),
    metrics,
    log,
  );
  const [health] = days.health;
  const note = async () => (await health!.check()).note;
  await until(async () => (await note()) !== undefined);
  expect(await health!.check()).toEqual({ up: true, note: '3 days behind, failing' });
  const figures = await metrics.registry.metrics();
  expect(figures).toContain('entraide_days_not_closed 3');
  expect(figures).toContain('entraide_day_closing_fails 1');
  expect(figures).not.toContain('bobo');
  expect(lines.join('')).toContain('a day could not be closed');
  broken = false;
  await until(async () => (await note()) === undefined);
  expect(lines.join('')).toContain('"upTo":"2026-03-03","days":3,"left":0');
  await days.stop();
});

test('switched off, or with nothing to do, there is nothing to see', async () => {
  for (const days of [new ClosingDays([work], false), new ClosingDays([], true)]) {
    const metrics = new Metrics();
    days.start(
      ports(() => Promise.reject(new Error('nobody asked'))),
      metrics,
      makeLog('silent'),
    );
    expect(days.health).toEqual([]);
    expect(await metrics.registry.metrics()).not.toContain('entraide_days_not_closed');
    await days.stop();
  }
});
