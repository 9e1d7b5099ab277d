import { describe, expect, test } from '@jest/globals';
import { coverOpens, duesCancelled, funding, fundWith, request, settlement } from '../fund/fund.fixture.js';
import type { ReservationCommand } from '../fund/reservation.commands.js';
import type { Story } from '../fund/story.js';
import { traceOf } from './trace.js';

const termOf = (story: Story, household: string) =>
  traceOf(story.events).terms.find(each => each.household === household)!;
const fundingOf = (story: Story, name: string) => traceOf(story.events).fundings.find(each => each.funding === name)!;

/** A person died in September of cover that runs from April to March: six of twelve months are not earned. */
const died = (household: string, person = `${household}-1`): ReservationCommand => ({
  ...{ type: 'ClawBack', scheme: 'DIOFIOR', household, term: 1, person, cause: 'death' },
  ...{ unearnedMonths: 6, months: 12, clawedBackOn: '2025-09-20' },
});

describe('a franc on its way', () => {
  test('reached nobody while it is only reserved or committed', () => {
    const story = fundWith(17_500);
    story.ask(request('H1', 2, '2025-03-05'));
    story.ask(request('H2', 1, '2025-03-06'));
    story.ask(coverOpens('H1'));
    expect(termOf(story, 'H1')).toMatchObject({ committed: 7_000, settled: 0, payments: [] });
    expect(termOf(story, 'H2')).toMatchObject({ reserved: 3_500, settled: 0 });
    expect(traceOf(story.events)).toMatchObject({ settled: 0, fundings: [{ funding: 'AVIS-0', spent: 0 }] });
  });

  test('reaches the households for which the scheme is paid, the oldest receipt first', () => {
    const story = fundWith(10_000);
    story.ask(funding(11_000, 'AVIS-1', '2025-02-01'));
    story.ask(request('H1', 2, '2025-03-05'));
    story.ask(request('H2', 2, '2025-03-06'));
    story.ask(coverOpens('H1'));
    story.ask(coverOpens('H2'));
    story.ask(settlement('VIR-1', '2025-04-30'));
    expect(termOf(story, 'H1').payments).toEqual([
      {
        ...{ because: 'settled', reference: 'VIR-1', on: '2025-04-30', amount: 7_000 },
        from: [{ funding: 'AVIS-0', amount: 7_000 }],
      },
    ]);
    expect(termOf(story, 'H2').payments[0]!.from).toEqual([
      { funding: 'AVIS-0', amount: 3_000 },
      { funding: 'AVIS-1', amount: 4_000 },
    ]);
    expect(fundingOf(story, 'AVIS-0').spent).toBe(10_000);
    expect(fundingOf(story, 'AVIS-1').spent).toBe(4_000);
  });

  test('that was given back before it was paid reached nobody', () => {
    const story = fundWith(17_500);
    story.ask(request('H1', 2, '2025-03-05'));
    story.ask(coverOpens('H1'));
    story.ask(duesCancelled('H1', '2025-04-10'));
    expect(story.ask(settlement()).refused).toBeDefined();
    expect(termOf(story, 'H1')).toMatchObject({ reserved: 0, committed: 0, settled: 0 });
  });

  test('that comes back after it was paid is told as such, and serves again before a younger one', () => {
    const story = fundWith(7_000, { clawback: true });
    story.ask(request('H1', 2, '2025-03-05'));
    story.ask(coverOpens('H1'));
    story.ask(settlement('VIR-1', '2025-04-30'));
    story.ask(died('H1'));
    expect(termOf(story, 'H1').payments[1]).toEqual({
      ...{ because: 'clawed-back', reference: null, on: '2025-09-20', amount: -1_750 },
      from: [{ funding: 'AVIS-0', amount: -1_750 }],
    });
    expect(termOf(story, 'H1').settled).toBe(5_250);
    story.ask(funding(7_000, 'AVIS-1', '2025-10-01'));
    story.ask(request('H2', 1, '2025-10-02'));
    story.ask(coverOpens('H2', '2025-11-01'));
    story.ask(settlement('VIR-2', '2025-11-30'));
    expect(termOf(story, 'H2').payments[0]!.from).toEqual([
      { funding: 'AVIS-0', amount: 1_750 },
      { funding: 'AVIS-1', amount: 1_750 },
    ]);
  });

  test('paid on a promise is named after the receipt that keeps it', () => {
    const story = fundWith(0);
    story.ask({ type: 'RecordPledge', fund: 'F-MATCH', reference: 'PROMESSE', amount: 7_000, pledgedOn: '2025-01-10' });
    story.ask(request('H1', 2, '2025-03-05'));
    story.ask(coverOpens('H1'));
    story.ask(settlement('VIR-1', '2025-04-30'));
    expect(traceOf(story.events)).toMatchObject({ settled: 7_000, promised: 7_000, fundings: [] });
    expect(termOf(story, 'H1').payments[0]!.from).toEqual([{ funding: null, amount: 7_000 }]);
    story.ask(funding(3_000, 'AVIS-1', '2025-06-01'));
    expect(traceOf(story.events)).toMatchObject({ settled: 7_000, promised: 4_000 });
    expect(termOf(story, 'H1').payments[0]!.from).toEqual([
      { funding: 'AVIS-1', amount: 3_000 },
      { funding: null, amount: 4_000 },
    ]);
  });
});

describe('a franc for acts', () => {
  const scheme = 'DIOFIOR';
  const envelope = (amount: number): Story => {
    const story = fundWith(amount, { forActs: true });
    const part = { acts: ['TB'], of: 'act', rate_bps: 10_000 } as const;
    const window = { from: '2025-01-01', to: '2025-12-31' };
    const terms = { parts: [part], window, households: null, priority: 1 };
    const granted = { type: 'GrantEnvelope', fund: 'F-MATCH', scheme, reference: 'D1', amount, terms } as const;
    story.ask({ ...granted, grantedOn: '2025-02-01' });
    return story;
  };
  let revision = 0;
  const draws = (story: Story, spent: number, claim?: readonly [string, number]) =>
    story.ask({
      ...{ type: 'NoteEnvelopeUse', fund: 'F-MATCH', scheme, currency: 'XOF', spent, closed: false },
      ...{ revision: (revision += 1), usedOn: '2025-03-01' },
      ...(claim && { draw: { household: 'key-h', claim: claim[0], amount: claim[1] } }),
    });
  const claims = (story: Story) => traceOf(story.events).envelopes[0]!.claims;

  test('stands with the claim it paid, and with no name what was told in sums', () => {
    const story = envelope(10_000);
    draws(story, 1_000);
    draws(story, 3_000, ['C1', 2_000]);
    story.ask(settlement('VIR-1', '2025-04-30'));
    expect(claims(story)).toMatchObject([
      { household: 'key-h', claim: 'C1', settled: 2_000, payments: [{ from: [{ funding: 'AVIS-0', amount: 2_000 }] }] },
      { household: null, claim: null, settled: 1_000 },
    ]);
  });

  test('that a claim gives back after it was paid serves one that was not, before it comes back to the fund', () => {
    const story = envelope(10_000);
    draws(story, 2_000, ['C1', 2_000]);
    story.ask(settlement('VIR-1', '2025-04-30'));
    draws(story, 3_500, ['C2', 1_500]);
    draws(story, 1_500, ['C1', 0]);
    expect(claims(story)).toMatchObject([
      {
        claim: 'C1',
        settled: 0,
        payments: [
          { because: 'settled', amount: 2_000 },
          { because: 'given-back', amount: -2_000 },
        ],
      },
      { claim: 'C2', settled: 1_500, committed: 0, payments: [{ because: 'passed-on', amount: 1_500 }] },
    ]);
    expect(traceOf(story.events)).toMatchObject({ settled: 1_500, envelopes: [{ settled: 1_500, committed: 0 }] });
  });

  test('that was told in a sum is not told twice when its claim is told by its key', () => {
    const story = envelope(10_000);
    draws(story, 1_000);
    draws(story, 400, ['C1', 400]);
    expect(claims(story)).toEqual([{ household: 'key-h', claim: 'C1', committed: 400, settled: 0, payments: [] }]);
  });
});
