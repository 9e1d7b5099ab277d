import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  balanceOf,
  coverIsWithdrawn,
  coverOpens,
  duesCancelled,
  funding,
  fundWith,
  openFund,
  request,
  settlement,
} from './fund.fixture.js';
import { ReservationReason } from './reservation.reasons.js';
import { Story } from './story.js';

describe('17 500 F for three households, 3 500 F a person, whole persons only', () => {
  let story: Story;
  beforeEach(() => {
    story = fundWith(17_500);
    story.ask(request('H1', 4, '2025-03-05'));
    story.ask(request('H2', 3, '2025-03-14'));
    story.ask(request('H3', 2, '2025-03-20'));
  });

  test('the first is served whole', () =>
    expect(story.standing('H1')).toMatchObject({ total: 14_000, served: 4, waiting: 0, reason: null }));

  test('the second gets what is left, one person of three, and waits for the two others', () =>
    expect(story.standing('H2')).toMatchObject({ total: 3_500, served: 1, waiting: 2, reason: 'SUB-001' }));

  test('the third gets nothing and keeps its place', () =>
    expect(story.standing('H3')).toMatchObject({ total: 0, served: 0, waiting: 2, reason: 'SUB-001' }));

  test('the fund is exhausted', () =>
    expect(balanceOf(story)).toEqual({ received: 17_500, available: 0, reserved: 17_500, committed: 0, settled: 0 }));

  test('new money serves the second household before the third', () => {
    const { events } = story.ask(funding(10_500, 'AVIS-2', '2025-04-02'));
    expect(events.map(({ type, data }) => [type, 'household' in data ? data.household : null])).toEqual([
      ['subsidies.FundingReceived', null],
      ['subsidies.SubsidyReserved', 'H2'],
      ['subsidies.SubsidyReserved', 'H3'],
    ]);
    expect(story.standing('H2')).toMatchObject({ total: 10_500, served: 3, waiting: 0, reason: null });
    expect(story.standing('H3')).toMatchObject({ total: 3_500, served: 1, waiting: 1, reason: 'SUB-001' });
  });

  test('one franc short of a person serves nobody', () => {
    story.ask(funding(3_499, 'AVIS-2', '2025-04-02'));
    expect(story.standing('H2')).toMatchObject({ served: 1, waiting: 2 });
    expect(balanceOf(story)).toMatchObject({ available: 3_499 });
  });

  test('those who wait are served before a later request, even one the money would be enough for', () => {
    story.ask(funding(3_000, 'AVIS-2', '2025-04-02'));
    story.ask(request('H4', 1, '2025-04-03', { perPerson: 1_000 }));
    expect(story.standing('H4')).toMatchObject({ total: 0, waiting: 1, reason: 'SUB-001' });
  });

  test('a request that reaches us late but was made earlier goes before the others who wait', () => {
    story.ask(request('H0', 1, '2025-03-01'));
    story.ask(funding(3_500, 'AVIS-2', '2025-04-02'));
    expect(story.standing('H0')).toMatchObject({ served: 1, waiting: 0 });
    expect(story.standing('H2')).toMatchObject({ served: 1, waiting: 2 });
  });

  test('two requests of one day are served in the order they arrived', () => {
    story.ask(request('H5', 1, '2025-03-20'));
    story.ask(funding(14_000, 'AVIS-2', '2025-04-02'));
    expect(story.standing('H3')).toMatchObject({ waiting: 0 });
    expect(story.standing('H5')).toMatchObject({ waiting: 1 });
  });

  test('the first cancels before its cover: 14 000 F come back and serve those who wait', () => {
    const { events } = story.ask(duesCancelled('H1'));
    expect(events[0]).toMatchObject({
      type: 'subsidies.SubsidyReleased',
      data: { amount: 14_000, balance: { available: 14_000 } },
    });
    expect(story.standing('H2')).toMatchObject({ total: 10_500, waiting: 0 });
    expect(story.standing('H3')).toMatchObject({ total: 7_000, waiting: 0 });
    expect(balanceOf(story)).toMatchObject({ available: 0, reserved: 17_500 });
  });

  test('who cancels while waiting loses the place', () => {
    story.ask(duesCancelled('H2', '2025-03-25'));
    expect(story.standing('H3')).toMatchObject({ served: 1, waiting: 1 });
    story.ask(funding(14_000, 'AVIS-2', '2025-04-02'));
    expect(story.standing('H2')).toMatchObject({ total: 0, waiting: 0 });
  });
});

test('cancelling alone gives all of it back: from 3 500 F left to 17 500 F', () => {
  const story = fundWith(17_500);
  story.ask(request('H1', 4, '2025-03-05'));
  expect(balanceOf(story)).toMatchObject({ available: 3_500 });
  story.ask(duesCancelled('H1'));
  expect(balanceOf(story)).toMatchObject({ available: 17_500, reserved: 0 });
});

describe('where the fund serves persons in part', () => {
  test('the last francs go to whoever is next, who still waits', () => {
    const story = fundWith(5_000, { wholePersons: false });
    story.ask(request('H1', 3, '2025-03-05'));
    expect(story.standing('H1')).toMatchObject({ total: 5_000, served: 1, waiting: 2 });
    expect(balanceOf(story)).toMatchObject({ available: 0 });
    story.ask(funding(5_500, 'AVIS-2', '2025-04-02'));
    expect(story.standing('H1')).toMatchObject({ total: 10_500, served: 3, waiting: 0, reason: null });
  });
});

describe('the window', () => {
  test.each([
    ['2024-12-31', 'SUB-003'],
    ['2025-01-01', null],
    ['2025-12-31', null],
    ['2026-01-01', 'SUB-003'],
  ])('a request of %s: %s', (requestedOn, reason) => {
    const story = fundWith(17_500);
    story.ask(request('H1', 1, requestedOn));
    expect(story.standing('H1')).toMatchObject({ total: reason ? 0 : 3_500, waiting: 0, reason });
  });
});

describe('the cap of a household', () => {
  test.each([
    [3, 10_500, null],
    [4, 10_500, 'SUB-004'],
  ])('%i persons under a cap of 10 500 F get %i F (%s)', (persons, total, reason) => {
    const story = fundWith(50_000, { capPerHousehold: 10_500 });
    story.ask(request('H1', persons, '2025-03-05'));
    expect(story.standing('H1')).toMatchObject({ total, waiting: 0, reason });
  });

  test('is cut to whole persons where the fund says so, to the franc where it does not', () => {
    const [whole, part] = [
      fundWith(50_000, { capPerHousehold: 10_000 }),
      fundWith(50_000, { capPerHousehold: 10_000, wholePersons: false }),
    ];
    for (const story of [whole, part]) story.ask(request('H1', 4, '2025-03-05'));
    expect(whole.standing('H1')).toMatchObject({ total: 7_000, served: 2 });
    expect(part.standing('H1')).toMatchObject({ total: 10_000, served: 3, waiting: 0 });
  });

  test('counts what the household had for the same term, and leaves nothing once it is reached', () => {
    const story = fundWith(50_000, { capPerHousehold: 7_000 });
    story.ask(request('H1', 2, '2025-03-05'));
    story.ask(request('H1', 1, '2025-06-05'));
    expect(story.events.at(-1)).toMatchObject({ type: 'subsidies.SubsidyDeclined', data: { reason: 'SUB-004' } });
    expect(story.standing('H1')).toMatchObject({ total: 7_000, served: 2, reason: 'SUB-004' });
  });

  test('asking more per person than the contract gives is cut to it', () => {
    const story = fundWith(50_000);
    story.ask(request('H1', 2, '2025-03-05', { perPerson: 7_000 }));
    expect(story.standing('H1')).toMatchObject({ total: 7_000, reason: 'SUB-004' });
  });
});

describe('a fund that is not for the household', () => {
  test('because nobody opened it', () => {
    const story = new Story();
    story.ask(request('H1', 1, '2025-03-05'));
    expect(story.standing('H1')).toMatchObject({ total: 0, waiting: 0, reason: 'SUB-002' });
    expect(story.fund()).toEqual({ status: 'none' });
  });

  test('because it keeps another currency', () => {
    const story = fundWith(17_500);
    story.ask(request('H1', 1, '2025-03-05', { currency: 'GHS' }));
    expect(story.standing('H1')).toMatchObject({ total: 0, waiting: 0, reason: 'SUB-002' });
  });
});

describe('someone who joins later in the term', () => {
  test('is a second request; what is told is the whole term', () => {
    const story = fundWith(17_500);
    story.ask(request('H1', 4, '2025-03-05'));
    story.ask(request('H1', 1, '2025-07-01', { perPerson: 1_750 }));
    expect(story.standing('H1')).toMatchObject({ total: 15_750, served: 5, waiting: 0 });
  });

  test('also after the first part was settled', () => {
    const story = fundWith(17_500);
    story.ask(request('H1', 4, '2025-03-05'));
    story.ask(coverOpens('H1'));
    story.ask(settlement('VIR-1', '2025-06-30'));
    story.ask(request('H1', 1, '2025-07-01', { perPerson: 1_750 }));
    expect(story.standing('H1')).toMatchObject({ total: 15_750, reserved: 1_750, served: 5 });
    expect(story.ask(duesCancelled('H1', '2025-08-01')).events[0]).toMatchObject({
      data: { amount: 1_750, standing: { total: 14_000 } },
    });
  });
});

describe('cover', () => {
  let story: Story;
  beforeEach(() => {
    story = fundWith(17_500);
    story.ask(request('H1', 4, '2025-03-05'));
  });

  test('opens: the money is owed to the scheme', () => {
    expect(story.ask(coverOpens('H1')).events).toMatchObject([
      { type: 'subsidies.SubsidyCommitted', data: { amount: 14_000 } },
    ]);
    expect(balanceOf(story)).toMatchObject({ available: 3_500, reserved: 0, committed: 14_000 });
    expect(story.ask(coverOpens('H1')).events).toEqual([]);
  });

  test('is withdrawn because a receipt was void: the money stays set aside, nobody else gets it', () => {
    story.ask(coverOpens('H1'));
    story.ask(request('H2', 3, '2025-04-10'));
    story.ask(coverIsWithdrawn('H1'));
    expect(balanceOf(story)).toMatchObject({ reserved: 17_500, committed: 0 });
    expect(story.standing('H2')).toMatchObject({ waiting: 2 });
    expect(story.ask(coverIsWithdrawn('H1')).events).toEqual([]);
    expect(story.ask(coverOpens('H1', '2025-05-01')).events).toMatchObject([{ data: { amount: 14_000 } }]);
  });

  test('is given up after it opened, before the scheme was paid: the money comes back', () => {
    story.ask(coverOpens('H1'));
    story.ask(duesCancelled('H1', '2025-05-01'));
    expect(balanceOf(story)).toMatchObject({ available: 17_500, committed: 0 });
  });

  test('is given up after the scheme was paid: nothing comes back by itself', () => {
    story.ask(coverOpens('H1'));
    story.ask(settlement());
    expect(story.ask(duesCancelled('H1', '2026-01-02')).refused).toBe(ReservationReason.settled);
    expect(story.ask(coverIsWithdrawn('H1', '2026-01-02')).refused).toBe(ReservationReason.settled);
    expect(story.ask(coverOpens('H1', '2026-01-02'))).toEqual({ events: [] });
  });
});

describe('is turned away', () => {
  test.each([
    ['nobody', request('H1', 0, '2025-03-05')],
    ['nothing', request('H1', 1, '2025-03-05', { perPerson: 0 })],
  ])('who asks for %s', (_, command) => expect(fundWith(0).ask(command).refused).toBe(ReservationReason.nothingAsked));

  test('a household of another scheme, as if it did not exist', () => {
    const story = fundWith(17_500);
    story.ask(request('H1', 1, '2025-03-05'));
    expect(story.ask(duesCancelled('H1', '2025-03-10', 'LOUGA')).refused).toBe(ReservationReason.unknown);
    expect(story.ask(request('H1', 1, '2025-03-10', { scheme: 'LOUGA' })).refused).toBe(ReservationReason.unknown);
  });

  test('a term that another fund carries', () => {
    const story = fundWith(17_500);
    story.ask(request('H1', 1, '2025-03-05'));
    expect(story.ask(request('H1', 1, '2025-03-10', { fund: 'F-STATE' })).refused).toBe(ReservationReason.otherFund);
  });

  test('a term that was never asked for, or is given up already', () => {
    const story = fundWith(17_500);
    expect(story.ask(coverOpens('H9')).refused).toBe(ReservationReason.unknown);
    story.ask(request('H1', 1, '2025-03-05'));
    story.ask(duesCancelled('H1'));
    expect(story.ask(duesCancelled('H1')).refused).toBe(ReservationReason.unknown);
  });
});

test('a new version of the contract is for later requests; who waits keeps the terms of the request', () => {
  const story = new Story();
  story.ask(openFund());
  story.ask(request('H1', 1, '2025-06-30'));
  story.ask({
    type: 'AmendFund',
    fund: 'F-MATCH',
    contract: {
      version: '2025-B',
      perPerson: 2_000,
      wholePersons: true,
      window: { from: '2025-01-01', to: '2025-12-31' },
      capPerHousehold: null,
    },
    effectiveFrom: '2025-07-01',
  });
  story.ask(request('H2', 1, '2025-07-01'));
  story.ask(funding(10_000, 'AVIS-2', '2025-07-02'));
  expect(story.standing('H1')).toMatchObject({ total: 3_500 });
  expect(story.standing('H2')).toMatchObject({ total: 2_000, reason: 'SUB-004' });
});
