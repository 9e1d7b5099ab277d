import { expect, test } from '@jest/globals';
import { KurrentDouble } from './double/kurrent-double.js';
import { KurrentEventLog } from './kurrent-event-log.js';
import { sweepOldRuns } from './leave-nothing-behind.fixture.js';
import { prefixOfRun, runNow, runsBefore } from './server-for-tests.fixture.js';
import { KurrentServer } from './server.js';
import { command, fresh, to } from './toy-commands.fixture.js';

const hour = 3_600_000;

test('what a killed run left is taken back by a later one; what is under way, or nobody’s test, stays', async () => {
  const double = await KurrentDouble.start();
  const now = Date.now();
  const [killed, underWay] = [`${now - 7 * hour}.0123abcd`, runNow()];
  const names = { killed: `${prefixOfRun(killed)}a/`, underWay: `${prefixOfRun(underWay)}b/`, real: 'entraide/' };
  const [left, running, federation] = Object.values(names).map(
    prefix => new KurrentEventLog({ urlOf: () => double.url(), prefix }),
  ) as [KurrentEventLog, KurrentEventLog, KurrentEventLog];
  for (const log of [left, running, federation]) await log.append(command(to(fresh(), 0, 'a')));
  const server = new KurrentServer(double.url(), 2_000);
  expect(await sweepOldRuns(server, now)).toEqual([killed]);
  for (const [log, head] of [
    [left, 0],
    [running, 1],
    [federation, 1],
  ] as const) {
    expect(await log.head('benefits')).toBe(head);
    await log.close();
  }
  // Deleted once, it is named until a scavenge, and may be deleted again.
  expect(await sweepOldRuns(server, now)).toEqual([killed]);
  await server.close();
  await double.stop();
});

test('only names of test runs are of test runs', () => {
  const names = [
    'entraide-test.5.0123abcd.x/benefits!ledger',
    'entraide-test.9.0123abcd.y/',
    'entraide-test.5.z/',
    'entraide/a',
  ];
  expect([...runsBefore(6, names)]).toEqual(['5.0123abcd']);
});
