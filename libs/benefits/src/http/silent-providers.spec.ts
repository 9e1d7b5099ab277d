import { describe, expect, test } from '@jest/globals';
import { silentIn } from './silent-providers.js';

const contract = (provider: string, from = '2024-01-01', to: string | null = null) => ({
  ...{ provider, level: 'CSPS', from, to },
});
const claim = (provider: string, serviceDate: string) => ({ provider, serviceDate });
const spring = { from: '2025-03-01', to: '2025-05-31' };

describe('contracted facilities that send no claims', () => {
  test('are named with the months nobody heard of', () =>
    expect(silentIn(spring, [contract('CSPS-1'), contract('CSPS-2')], [claim('CSPS-1', '2025-03-31')])).toEqual([
      { provider: 'CSPS-1', level: 'CSPS', months: ['2025-04', '2025-05'], lastServiceOn: '2025-03-31' },
      { provider: 'CSPS-2', level: 'CSPS', months: ['2025-03', '2025-04', '2025-05'], lastServiceOn: null },
    ]));

  test('one claim in each month is enough, the first and the last day inside', () => {
    const sent = [claim('CSPS-1', '2025-03-01'), claim('CSPS-1', '2025-04-15'), claim('CSPS-1', '2025-05-31')];
    expect(silentIn(spring, [contract('CSPS-1')], sent)).toEqual([]);
  });

  test('only while they are under contract', () => {
    const months = (from: string, to: string | null) => silentIn(spring, [contract('CSPS-1', from, to)], [])[0]?.months;
    expect(months('2025-04-30', null)).toEqual(['2025-04', '2025-05']);
    expect(months('2025-05-01', null)).toEqual(['2025-05']);
    expect(months('2024-01-01', '2025-03-01')).toEqual(['2025-03']);
    expect(months('2024-01-01', '2025-02-28')).toBeUndefined();
    expect(months('2025-06-01', null)).toBeUndefined();
  });

  test('once, however many contracts followed each other', () =>
    expect(
      silentIn(spring, [contract('CSPS-1', '2024-01-01', '2025-03-31'), contract('CSPS-1', '2025-03-20')], []),
    ).toMatchObject([{ provider: 'CSPS-1', months: ['2025-03', '2025-04', '2025-05'] }]));
});
