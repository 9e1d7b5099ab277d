import { describe, expect, test } from '@jest/globals';
import { balanceOf, fundWith, request } from './fund.fixture.js';
import { FundReason } from './fund.reasons.js';

describe('whom a fund is for', () => {
  test('the schemes its contract names, and no other', () => {
    const story = fundWith(70_000, { schemes: ['DIOFIOR'] });
    story.ask(request('H1', 1, '2025-03-05'));
    story.ask(request('H2', 1, '2025-03-05', { scheme: 'LOUGA' }));
    expect(story.standing('H1')).toMatchObject({ total: 3_500, reason: null });
    expect(story.standing('H2')).toMatchObject({ total: 0, reason: 'SUB-002' });
  });

  test('the households a committee listed, once it has', () => {
    const story = fundWith(70_000, { listedOnly: true });
    const list = (households: { scheme: string; household: string }[], decision = 'PV-3') =>
      story.ask({ type: 'ListBeneficiaries', fund: 'F-MATCH', decision, households, decidedOn: '2025-02-01' });
    story.ask(request('H1', 1, '2025-01-20'));
    expect(story.standing('H1')).toMatchObject({ total: 0, reason: 'SUB-002' });
    list([{ scheme: 'DIOFIOR', household: 'H2' }]);
    story.ask(request('H2', 2, '2025-03-05'));
    story.ask(request('H2', 2, '2025-03-05', { scheme: 'LOUGA', household: 'H2', term: 2 }));
    expect(story.standing('H2')).toMatchObject({ total: 7_000 });
    expect(story.standing('H2', 2)).toMatchObject({ total: 0, reason: 'SUB-002' });
    expect(list([{ scheme: 'DIOFIOR', household: 'H2' }]).events).toEqual([]);
    expect(list([{ scheme: 'DIOFIOR', household: 'H3' }]).refused).toBe(FundReason.decisionUsed);
  });

  test('as many as its cap in all leaves room for: the last franc inside, the next outside', () => {
    const story = fundWith(70_000, { capInAll: 10_500 });
    story.ask(request('H1', 2, '2025-03-05'));
    story.ask(request('H2', 2, '2025-03-06'));
    story.ask(request('H3', 1, '2025-03-07'));
    expect(story.standing('H1')).toMatchObject({ total: 7_000, reason: null });
    expect(story.standing('H2')).toMatchObject({ total: 3_500, reason: 'SUB-004' });
    expect(story.standing('H3')).toMatchObject({ total: 0, reason: 'SUB-004' });
    expect(balanceOf(story)).toMatchObject({ available: 59_500 });
  });
});

describe('a share', () => {
  const asked = { perPerson: 7_000 };

  test('of the whole is rounded down to the franc', () => {
    const story = fundWith(70_000, { perPerson: null, wholePersons: false, share: { of: 'gross', rate_bps: 3_333 } });
    story.ask(request('H1', 3, '2025-03-05', asked));
    expect(story.standing('H1')).toMatchObject({ total: 6_999, served: 3, reason: null });
  });

  test('never passes the amount per person, where there is one', () => {
    const story = fundWith(70_000, { perPerson: 3_000, wholePersons: true, share: { of: 'gross', rate_bps: 5_000 } });
    story.ask(request('H1', 3, '2025-03-05', asked));
    expect(story.standing('H1')).toMatchObject({ total: 9_000, served: 3 });
  });

  test('or an amount: a contract says one of them', () =>
    expect(
      fundWith(0).ask({
        type: 'AmendFund',
        fund: 'F-MATCH',
        effectiveFrom: '2025-06-01',
        contract: {
          version: '2',
          perPerson: null,
          wholePersons: false,
          window: { from: '2025-06-01', to: '2025-12-31' },
          capPerHousehold: null,
        },
      }).refused,
    ).toBe(FundReason.nothingGranted));
});

describe('duties of a contract', () => {
  const duties = [
    { duty: 'rapport-1', party: 'federation', dueOn: '2025-06-30' },
    { duty: 'versement-2', party: 'funder', dueOn: '2025-07-15' },
  ] as const;

  test('are met once, and nobody meets one that is not there', () => {
    const story = fundWith(0, { duties });
    const met = (duty: string) => story.ask({ type: 'RecordDutyMet', fund: 'F-MATCH', duty, metOn: '2025-06-28' });
    expect(met('rapport-1').events).toMatchObject([{ type: 'subsidies.DutyMet' }]);
    expect(met('rapport-1').events).toEqual([]);
    expect(met('rapport-9').refused).toBe(FundReason.dutyUnknown);
  });
});
