import { describe, expect, test } from '@jest/globals';
import { Chance } from '../demo/src/chance.js';
import { crashOptions, UsageError } from './crash-options.js';
import { killsInOrder, type Victim } from './kills.js';

describe('what is asked for', () => {
  test('twenty kills each, unless said', () =>
    expect(crashOptions([])).toMatchObject({ serverKills: 20, postgresKills: 20, seed: 42 }));

  test('three each when it must be quick, or as many as said', () => {
    expect(crashOptions(['--quick', '--seed', '7'])).toMatchObject({ serverKills: 3, postgresKills: 3, seed: 7 });
    expect(crashOptions(['--quick', '--server-kills', '0'])).toMatchObject({ serverKills: 0, postgresKills: 3 });
  });

  test('the log’s server as often as the others, when it is started here', () => {
    expect(crashOptions([])).toMatchObject({ logKills: 0 });
    expect(crashOptions(['--log-server', 'server.js'])).toMatchObject({ logKills: 20, logServer: 'server.js' });
    expect(crashOptions(['--quick', '--log-server', 'server.js'])).toMatchObject({ logKills: 3 });
    expect(crashOptions(['--event-log', 'kept://elsewhere'])).toMatchObject({
      logKills: 0,
      eventLog: 'kept://elsewhere',
    });
  });

  test.each([
    ['--log-kills', '1'],
    ['--event-log', 'kept://elsewhere', '--log-server', 'server.js'],
    ['--event-log', 'kept://elsewhere', '--log-kills', '1'],
  ])('not %s %s %s', (...args) => expect(() => crashOptions(args.filter(Boolean))).toThrow(UsageError));

  test.each([['--seed', 'x'], ['--server-kills', '-1'], ['--rate', '1.5'], ['--unknown']])('not %s %s', (...args) =>
    expect(() => crashOptions(args)).toThrow(UsageError),
  );
});

describe('the order of kills', () => {
  const order = (seed: number) =>
    killsInOrder({ serverKills: 20, postgresKills: 20, logKills: 0 }, new Chance(seed, 'crash'));

  test('follows from the seed', () => {
    expect(order(42)).toEqual(order(42));
    expect(order(42)).not.toEqual(order(43));
  });

  test('has as many of each as asked; each fourth death of the database is the postmaster’s alone', () => {
    const times = (victim: Victim) => order(42).filter(each => each === victim).length;
    expect([times('server'), times('postgres'), times('postmaster')]).toEqual([20, 15, 5]);
  });

  test('has the log’s server among them', () => {
    const victims = killsInOrder({ serverKills: 2, postgresKills: 4, logKills: 3 }, new Chance(42, 'crash'));
    expect([...victims].sort()).toEqual([
      ...['log', 'log', 'log', 'postgres', 'postgres', 'postgres', 'postmaster', 'server', 'server'],
    ]);
  });
});
