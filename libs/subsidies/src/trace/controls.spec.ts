import { describe, expect, test } from '@jest/globals';
import { coverOpens, fundWith, request, settlement } from '../fund/fund.fixture.js';
import type { FundEvent } from '../fund/fund.events.js';
import { controlsOf, type Known } from './controls.js';
import { traceOf } from './trace.js';

const at = (household: string, scheme = 'DIOFIOR') => ({ scheme, household, term: 1 });
const year = { from: '2025-04-01', to: '2026-03-31' };
const named = (household: string, person: string, scheme?: string) => ({
  ...{ ...at(household, scheme), person, requestedOn: '2025-03-05' },
});

/** H1 of two persons in Diofior and L1 of one in Louga, both covered and paid for. */
const paid = () => {
  const story = fundWith(35_000);
  story.ask(request('H1', 2, '2025-03-05'));
  story.ask(request('L1', 1, '2025-03-06', { scheme: 'LOUGA' }));
  story.ask(coverOpens('H1'));
  story.ask(coverOpens('L1', '2025-04-01', 'LOUGA'));
  story.ask(settlement('VIR-1', '2025-04-30'));
  return story;
};
const sound: Known = {
  enrolled: [at('H1'), at('L1', 'LOUGA')],
  covers: [
    { ...at('H1'), ...year },
    { ...at('L1', 'LOUGA'), ...year },
  ],
  carried: [named('H1', 'AWA'), named('H1', 'ALI'), named('L1', 'FATOU', 'LOUGA')],
};
const found = (known: Partial<Known>, events: readonly FundEvent[] = paid().events) =>
  controlsOf(traceOf(events), { ...sound, ...known });

describe('what does not add up in a fund', () => {
  test('nothing, where all agree', () =>
    expect(found({})).toEqual({ unknownHouseholds: [], unnamed: [], withoutCover: [], twice: [], untraced: [] }));

  test('a ghost household: paid for, enrolled by nobody, never covered', () =>
    expect(found({ enrolled: [at('H1')], covers: sound.covers.slice(0, 1) })).toMatchObject({
      unknownHouseholds: [{ household: 'L1', amount: 3_500 }],
      withoutCover: [{ household: 'L1', amount: 3_500 }],
    }));

  test('a ghost member: more persons are paid for than anybody named', () =>
    expect(found({ carried: sound.carried.slice(1) }).unnamed).toEqual([
      { ...at('H1'), amount: 7_000, persons: 2, named: 1 },
    ]));

  test('a household enrolled in another scheme is not enrolled in this one', () =>
    expect(found({ enrolled: [at('H1', 'LOUGA'), at('L1', 'LOUGA')] }).unknownHouseholds).toMatchObject([
      { household: 'H1' },
    ]));

  test('a person registered twice, in two schemes', () => {
    const carried = [named('H1', 'AWA'), named('H1', 'ALI'), named('L1', 'AWA', 'LOUGA')];
    expect(found({ carried }).twice).toEqual([{ person: 'AWA', held: [at('H1'), at('L1', 'LOUGA')] }]);
  });

  test('not a person who moved: their covers share no day', () => {
    const carried = [named('H1', 'AWA'), named('H1', 'ALI'), named('L1', 'AWA', 'LOUGA')];
    const moved = (from: string) => [sound.covers[0]!, { ...at('L1', 'LOUGA'), from, to: '2027-03-31' }];
    expect(found({ carried, covers: moved('2026-04-01') }).twice).toEqual([]);
    expect(found({ carried, covers: moved('2026-03-31') }).twice).toHaveLength(1);
  });

  test('an untraceable payment: a transfer that is for no household, or for more than its households', () => {
    const events = paid().events;
    const settled = events.findLast(({ type }) => type === 'subsidies.SubsidySettled')!;
    const lies = { ...settled, data: { ...settled.data, scheme: 'LOUGA', reference: 'VIR-9', amount: 150_200 } };
    expect(found({}, [...events, lies as FundEvent]).untraced).toEqual([
      { reference: 'VIR-9', scheme: 'LOUGA', on: '2025-04-30', amount: 150_200 },
    ]);
    const more = events.map(each => (each === settled ? { ...each, data: { ...settled.data, amount: 3_501 } } : each));
    expect(found({}, more as FundEvent[]).untraced).toMatchObject([{ reference: 'VIR-1', amount: 1 }]);
  });

  test('what holds no money is of no concern', () => {
    const story = fundWith(0);
    story.ask(request('H9', 2, '2025-03-05'));
    expect(found({}, story.events)).toMatchObject({ unknownHouseholds: [], unnamed: [], withoutCover: [] });
  });
});
