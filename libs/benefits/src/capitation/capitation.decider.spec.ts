import { describe, expect, test } from '@jest/globals';
import { capitationDecider, type CapitationState, type RecordCapitation } from './capitation.decider.js';
import type { CapitationEvent } from './capitation.events.js';

const contract = { sector: 'public', level: 'CSPS', tariff: null, from: '2025-01-01', to: null } as const;
const asked: RecordCapitation = {
  type: 'RecordCapitation',
  scheme: 'A',
  provider: 'CSPS-1',
  month: '2025-02',
  persons: 150,
  recordedOn: '2025-02-28',
  currency: 'XOF',
  standing: { status: 'contracted', contract: { ...contract, capitation: { acts: ['CONS'], perPerson: 1200 } } },
};

const tell = (commands: readonly Partial<RecordCapitation>[]): (readonly CapitationEvent[] | string)[] => {
  let state: CapitationState = capitationDecider.initialState;
  return commands.map(change => {
    const decision = capitationDecider.decide({ ...asked, ...change }, state);
    if (decision.outcome !== 'accepted') return decision.outcome === 'refused' ? decision.reason : decision.outcome;
    for (const event of decision.events) state = capitationDecider.evolve(state, event);
    return decision.events;
  });
};
const amounts = (told: readonly (readonly CapitationEvent[] | string)[]) =>
  told.map(each => (typeof each === 'string' ? each : each.map(({ data }) => [data.telling, data.amount, data.total])));

describe('a month by the head', () => {
  test('is owed once; another count corrects it by the difference, up or down', () => {
    expect(amounts(tell([{}, {}, { persons: 149 }, { persons: 151 }]))).toEqual([
      [[1, 180_000, 180_000]],
      'nothingToDo',
      [[2, -1200, 178_800]],
      [[3, 2400, 181_200]],
    ]);
  });

  test('nobody registered is told once as well', () => {
    expect(amounts(tell([{ persons: 0 }, { persons: 0 }]))).toEqual([[[1, 0, 0]], 'nothingToDo']);
  });

  test.each([
    ['2025-02-27', 'benefits.capitation.month_not_over'],
    ['2025-02-28', [[1, 180_000, 180_000]]],
  ])('is told on its last day or later: %s', (recordedOn, expected) => {
    expect(amounts(tell([{ recordedOn }]))).toEqual([expected]);
  });

  test.each([[{ status: 'none', contract: null } as const], [{ status: 'contracted', contract } as const]])(
    'needs a contract that says so',
    standing => {
      expect(tell([{ standing }])).toEqual(['benefits.capitation.not_agreed']);
    },
  );
});
