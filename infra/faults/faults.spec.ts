import { describe, expect, test } from '@jest/globals';
import { Chance } from '../demo/src/chance.js';
import { reordered, soMany } from './copies.js';
import { faultNames, faultOptions, UsageError } from './fault-options.js';
import { type FaultResult, faultTable, figuresOf, isWell } from './fault-table.js';
import type { Lying } from './topics.js';

describe('what is asked for', () => {
  test('every fault ten times, unless said', () =>
    expect(faultOptions([])).toMatchObject({ faults: faultNames, times: 10, seed: 42, json: false }));

  test('twice when it must be quick, or as often as said', () => {
    expect(faultOptions(['--quick'])).toMatchObject({ times: 2 });
    expect(faultOptions(['--quick', '--times', '3'])).toMatchObject({ times: 3 });
  });

  test('some faults alone, in the order they are named', () =>
    expect(faultOptions(['--only', 'poison,duplicates', '--only', 'kill-benefits']).faults).toEqual([
      'poison',
      'duplicates',
      'kill-benefits',
    ]));

  test.each([['--only', 'fire'], ['--times', '0'], ['--times', '1.5'], ['--seed', 'x'], ['--unknown']])(
    'not %s %s',
    (...args) => expect(() => faultOptions(args)).toThrow(UsageError),
  );
});

describe('the table', () => {
  const recovery = (claim_s: number) => ({ claim_ms: claim_s * 1_000, messages_ms: claim_s * 2_000 });
  const well: FaultResult = {
    fault: 'kill-benefits',
    repetitions: 4,
    recoveries: [recovery(4), recovery(1), recovery(3), recovery(2)],
    failures: [],
    violations: [],
  };

  test('tells the median, the lower of two, and the longest', () => {
    expect(figuresOf(well)).toMatchObject({
      repetitions: 4,
      claim_s: { median: 2, longest: 4 },
      messages_s: { median: 4, longest: 8 },
      lost: 0,
      doubled: 0,
    });
    expect(faultTable([well])).toMatch(/\| kill-benefits \| 4 +\| 2, 4 +\| 4, 8 +\| 0 +\| 0 +\| 0 +\| 0 +\|/);
  });

  test('counts what was lost apart from what was doubled and what is otherwise wrong', () => {
    const invariants = ['acknowledged', 'heard', 'on its topic', 'paid once', 'heard once', 'money conserved'];
    const bad = { ...well, violations: invariants.map(invariant => ({ invariant, detail: '' })) };
    expect(figuresOf(bad)).toMatchObject({ lost: 3, doubled: 2, otherwise_wrong: 1 });
    expect(isWell(bad)).toBe(false);
  });

  test('a fault that was not recovered from is not well, and shows no time', () => {
    const bad = { ...well, recoveries: [], failures: ['not ready'] };
    expect(isWell(bad)).toBe(false);
    expect(figuresOf(bad)).toMatchObject({ failed: 1, claim_s: { median: null, longest: null } });
    expect(faultTable([bad])).toContain('–');
    expect(isWell(well)).toBe(true);
  });
});

describe('records that come again', () => {
  const record = (key: string, value: number): Lying => ({
    key: Buffer.from(key),
    value: Buffer.from(String(value)),
    partition: 0,
  });
  const records = Array.from({ length: 60 }, (_, index) => record(`stream-${index % 7}`, index));
  const ofKey = (all: readonly Lying[], key: string) =>
    all.filter(one => String(one.key) === key).map(({ value }) => Number(value));

  test('come in another order, but those of a stream in their own', () => {
    const mixed = reordered(records, new Chance(1, 'mixed'));
    expect(mixed).not.toEqual(records);
    expect(mixed).toHaveLength(records.length);
    for (let key = 0; key < 7; key += 1) expect(ofKey(mixed, `stream-${key}`)).toEqual(ofKey(records, `stream-${key}`));
    expect(reordered(records, new Chance(1, 'mixed'))).toEqual(mixed);
  });

  test('are as many as are needed to alarm somebody, or none where there are none', () => {
    expect(soMany(60, records)).toEqual(records);
    expect(soMany(61, records)).toEqual([...records, records[0]]);
    expect(soMany(7, records)).toEqual(records.slice(0, 7));
    expect(soMany(61, [])).toEqual([]);
  });
});
