import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, sum } from '#kernel';
import { AccountStory, essentiel } from '../../test/account-story.js';
import { ageingOn } from '../figures/ageing.js';
import { calendarOf } from '../figures/calendar.js';
import { planDecider } from '../plan/plan.decider.js';
import { datedInstalments, type Schedule } from '../plan/schedule.state.js';
import { nextDueOn } from './instalments.state.js';

/** Two persons: 14 000 F a year, no joining fee. */
const by = (schedule: Schedule, threshold_bps = 10_000) => {
  const story = new AccountStory([{ ...essentiel, joiningFee: 0, threshold_bps, schedule }]);
  story.enrol();
  return story;
};
const started = (story: AccountStory, first: number) => {
  story.pay('R1', first, '2024-12-15');
  story.start(1, '2025-01-01', '2025-12-31');
  return story;
};
const monthly: Schedule = { kind: 'monthly', openingMonths: 1 };
const thirds: Schedule = {
  kind: 'instalments',
  parts: [
    { afterMonths: 3, upToPercent: 60 },
    { afterMonths: 6, upToPercent: 100 },
  ],
};

describe('paid month by month', () => {
  test('the first month opens rights, rounded up: 1 166 F do not, 1 167 F do', () => {
    const story = by(monthly);
    story.pay('R1', 1_166, '2024-12-15');
    expect(story.view.terms).toMatchObject([{ status: 'unpaid', threshold: 1_167 }]);
    story.pay('R2', 1, '2024-12-16');
    expect(story.view.terms).toMatchObject([{ status: 'entitled', metOn: '2024-12-16' }]);
  });

  test('each later month is due on its first day, which is still in time', () => {
    const story = started(by(monthly), 1_167);
    expect(nextDueOn(story.account)).toBe('2025-02-01');
    expect(story.close('2025-01-31')).toEqual([]);
    expect(story.close('2025-02-01')).toMatchObject([{ data: { from: '2025-02-01' } }]);
    expect(story.pay('R2', 1_166, '2025-02-10')).not.toContainEqual(
      expect.objectContaining({ type: 'contributions.EntitlementResumed' }),
    );
    expect(story.pay('R3', 1, '2025-02-11')).toMatchObject([{}, { data: { from: '2025-02-12' } }]);
    expect(nextDueOn(story.account)).toBe('2025-03-01');
    expect(story.close('2025-02-28')).toEqual([]);
    expect(story.close('2025-03-01')).toMatchObject([{ data: { from: '2025-03-01' } }]);
  });

  test('months that fell due during a suspension are arrears too', () => {
    const story = started(by(monthly), 1_167);
    story.close('2025-02-01');
    expect(story.pay('R2', 2_333 - 1_166, '2025-03-02')).toHaveLength(1);
    expect(story.view.terms).toMatchObject([{ status: 'suspended' }]);
    expect(story.pay('R3', 1_166, '2025-03-05')).toMatchObject([{}, { data: { from: '2025-03-06' } }]);
  });

  test('a receipt that turns out to have been in time leaves no suspension, and the next month stays due', () => {
    const story = started(by(monthly), 1_167);
    story.close('2025-02-01');
    expect(story.pay('R2', 1_167, '2025-02-01', '2025-02-05')).toMatchObject([{}, { data: { from: '2025-02-01' } }]);
    expect(story.close('2025-02-28')).toEqual([]);
    expect(story.close('2025-03-01')).toMatchObject([{ data: { from: '2025-03-01' } }]);
  });

  test('paid late before any day was closed, rights were suspended all the same', () => {
    const story = started(by(monthly), 1_167);
    expect(story.pay('R2', 1_167, '2025-02-10')).toMatchObject([
      {},
      { type: 'contributions.EntitlementSuspended', data: { from: '2025-02-01' } },
      { type: 'contributions.EntitlementResumed', data: { from: '2025-02-11' } },
    ]);
  });

  test('the whole year at once is never asked for again', () => {
    const story = started(by(monthly), 14_000);
    expect(nextDueOn(story.account)).toBeNull();
    expect(story.close('2025-12-31')).toEqual([]);
  });
});

describe('paid after the harvest', () => {
  const due = (dueDay: string, from: string, to: string) =>
    datedInstalments({ kind: 'seasonal', dueDay }, 12, { from, to })[0]?.dueOn;

  test('the rest is due on the first such day of the term; its first day counts, and its last when there is none', () => {
    expect(due('12-15', '2025-01-01', '2025-12-31')).toBe('2025-12-15');
    expect(due('12-15', '2025-12-15', '2026-12-14')).toBe('2025-12-15');
    expect(due('12-15', '2025-12-16', '2026-12-15')).toBe('2026-12-15');
    expect(due('12-15', '2025-01-01', '2025-06-30')).toBe('2025-06-30');
    expect(due('02-29', '2025-01-01', '2025-12-31')).toBe('2025-02-28');
    expect(due('02-29', '2028-01-01', '2028-12-31')).toBe('2028-02-29');
  });

  test('half opens rights before it; unpaid at its end it suspends', () => {
    const story = started(by({ kind: 'seasonal', dueDay: '11-30' }, 5_000), 7_000);
    expect(story.view.terms).toMatchObject([{ status: 'entitled', balanceDueOn: '2025-11-30' }]);
    expect(story.close('2025-11-29')).toEqual([]);
    expect(story.close('2025-11-30')).toMatchObject([{ data: { from: '2025-11-30', outstanding: 7_000 } }]);
  });
});

describe('what a household is shown', () => {
  test('its dues by their days, paid, due or overdue', () => {
    const story = started(by(thirds, 2_500), 5_000);
    expect(calendarOf(story.account, '2025-04-01')).toEqual([
      { term: 1, what: 'contribution', dueOn: '2024-12-10', amount: 3_500, open: 0, status: 'paid' },
      { term: 1, what: 'contribution', dueOn: '2025-04-01', amount: 4_900, open: 3_400, status: 'due' },
      { term: 1, what: 'contribution', dueOn: '2025-07-01', amount: 5_600, open: 5_600, status: 'due' },
    ]);
    expect(calendarOf(story.account, '2025-04-02').map(({ status }) => status)).toEqual(['paid', 'overdue', 'due']);
  });

  test('and arrears are aged part by part', () => {
    const story = started(by(thirds, 2_500), 5_000);
    expect(ageingOn(story.account, '2025-05-02')).toMatchObject({ upTo30: 0, upTo60: 3_400, notDue: 5_600 });
    expect(ageingOn(story.account, '2025-07-02')).toMatchObject({ upTo30: 5_600, over90: 3_400 });
  });

  test('parts add up to what is owed, and what is open of them to what is outstanding', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(monthly, thirds, { kind: 'seasonal', dueDay: '11-30' } as const),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 0, max: 300 })), { maxLength: 8 }),
        (schedule, receipts) => {
          const story = started(by(schedule, 2_500), 4_000);
          receipts.forEach(([amount, after], index) => story.pay(`X${index}`, amount, addDays('2024-12-20', after)));
          const { dues, outstanding } = { dues: calendarOf(story.account, '2026-12-31'), ...story.view };
          expect(sum(dues.map(({ amount }) => amount))).toBe(story.view.due);
          expect(sum(dues.map(({ open }) => open))).toBe(outstanding);
          const [term] = story.account.terms;
          expect(term?.suspendedFrom === null || outstanding > 0).toBe(true);
        },
      ),
      { numRuns: 150 },
    ));
});

describe('a plan with a schedule', () => {
  const published = (schedule: Schedule, balanceDueMonths: number | null = null, months = 12) => {
    const plan = { ...essentiel, months, schedule, balanceDueMonths };
    const decision = planDecider.decide(
      { type: 'PublishPlan', scheme: 'A', product: 'P', plan },
      planDecider.initialState,
    );
    return decision.outcome === 'refused'
      ? `${decision.reason} ${decision.facts?.['because'] ?? ''}`.trim()
      : 'published';
  };
  const parts = (...said: readonly (readonly [number, number])[]): Schedule => ({
    kind: 'instalments',
    parts: said.map(([afterMonths, upToPercent]) => ({ afterMonths, upToPercent })),
  });

  test('rises to the whole inside the term, and has no other balance', () => {
    const unfit = 'contributions.plan.schedule_unfit';
    expect(published(parts([3, 60], [11, 100]))).toBe('published');
    expect(published(parts([3, 60], [12, 100]))).toBe(`${unfit} after_term`);
    expect(published(parts([3, 60], [6, 99]))).toBe(`${unfit} not_rising`);
    expect(published(parts([3, 60], [3, 100]))).toBe(`${unfit} not_rising`);
    expect(published(parts([3, 100], [6, 100]))).toBe(`${unfit} not_rising`);
    expect(published(parts())).toBe(`${unfit} not_rising`);
    expect(published({ kind: 'monthly', openingMonths: 11 })).toBe('published');
    expect(published({ kind: 'monthly', openingMonths: 12 })).toBe(`${unfit} opening_months`);
    expect(published({ kind: 'seasonal', dueDay: '02-29' })).toBe('published');
    expect(published({ kind: 'seasonal', dueDay: '02-30' })).toBe(`${unfit} due_day`);
    expect(published({ kind: 'seasonal', dueDay: '13-01' })).toBe(`${unfit} due_day`);
    expect(published({ kind: 'seasonal', dueDay: '12-00' })).toBe(`${unfit} due_day`);
    expect(published(monthly, 6)).toBe('contributions.plan.schedule_and_balance');
  });

  test('published again with another schedule is another plan', () => {
    const first = { ...essentiel, schedule: thirds };
    const decide = (schedule: Schedule | undefined) => {
      const { schedule: _, ...bare } = first;
      const plan = schedule ? { ...bare, schedule } : bare;
      const decision = planDecider.decide(
        { type: 'PublishPlan', scheme: 'A', product: 'P', plan },
        { versions: [first] },
      );
      return decision.outcome === 'refused' ? decision.reason : decision.outcome;
    };
    expect(decide(structuredClone(thirds))).toBe('nothingToDo');
    for (const other of [undefined, monthly, parts([3, 60], [7, 100]), parts([3, 100])])
      expect(decide(other)).toBe('contributions.plan.version_taken');
  });
});
