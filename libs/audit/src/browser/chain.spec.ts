import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { everyScheme, type Shard } from '#eventstore';
import { LocalStage, readScenario, runScenario } from '#scenarios';
import { contexts } from '../../../../apps/cli/src/contexts.js';
import { chainTo } from './chain.js';

describe('from a payment back to where it began', () => {
  let stage: LocalStage;
  beforeAll(async () => {
    stage = await LocalStage.open(contexts);
  });
  afterAll(() => stage.close());

  const play = async (file: string): Promise<void> => {
    await stage.fresh();
    const { failed } = await runScenario(stage, await readScenario(file));
    if (failed.length > 0) throw new Error(JSON.stringify(failed));
  };
  const lastOf = async (shard: Shard, type: string) => {
    const events = await stage.stores.log.readAll(shard, { limit: 10_000 });
    return events.findLast(event => event.type === type)!;
  };
  const chainOf = async (shard: Shard, type: string, scope = everyScheme, limit?: number) => {
    const last = await lastOf(shard, type);
    const { chain, isWhole } = await chainTo(stage.stores.log, scope, last, limit);
    return { types: chain.map(({ event }) => event.type), chain, isWhole };
  };

  describe('a remittance', () => {
    beforeAll(() => play('libs/benefits/scenarios/reversal-after-payment.yaml'), 30_000);

    test('leads to the claims it lists, reversed ones included, and over their cover to receipt and enrolment', async () => {
      const { types, isWhole } = await chainOf('benefits', 'benefits.RemittanceIssued');
      expect(isWhole).toBe(true);
      for (const type of [
        'benefits.ClaimReversed',
        'benefits.ClaimSubmitted',
        'benefits.CoverNoted',
        'membership.CoverageStarted',
        'contributions.ReceiptRecorded',
      ])
        expect(types).toContain(type);
      expect([types[0], types.at(-1)]).toEqual(['membership.HouseholdEnrolled', 'benefits.RemittanceIssued']);
    });

    test('every fact but the first says which ones led to it, and those stand before it', async () => {
      const { chain } = await chainOf('benefits', 'benefits.RemittanceIssued');
      const before = new Set<string>();
      for (const { event, ledBy } of chain) {
        for (const id of ledBy) expect(before.has(id)).toBe(true);
        before.add(event.eventId);
      }
      expect(before.size).toBe(chain.length);
      const lone = chain.filter(({ ledBy }) => ledBy.length === 0).map(({ event }) => event.type);
      expect(new Set(lone)).toEqual(new Set(['membership.HouseholdEnrolled', 'benefits.ClaimSubmitted']));
      const last = chain.at(-1)!;
      const lines = (JSON.parse(Buffer.from(last.event.clear).toString()) as { lines: unknown[] }).lines;
      expect(last.ledBy).toHaveLength(lines.length);
    });

    test('as far as it is followed; what is left out is said', async () => {
      const whole = await chainOf('benefits', 'benefits.RemittanceIssued');
      const all = whole.chain.length;
      expect((await chainOf('benefits', 'benefits.RemittanceIssued', everyScheme, all)).isWhole).toBe(true);
      const cut = await chainOf('benefits', 'benefits.RemittanceIssued', everyScheme, all - 1);
      expect([cut.isWhole, cut.chain.length]).toEqual([false, all - 1]);
      expect(cut.types.at(-1)).toBe('benefits.RemittanceIssued');
    });

    test('nothing outside the scope is followed', async () => {
      const { types } = await chainOf('benefits', 'benefits.RemittanceIssued', { schemes: ['B'] });
      expect(types).toEqual(['benefits.RemittanceIssued']);
    });
  });

  test('by the head: to what the month came to', async () => {
    await play('libs/benefits/scenarios/referral-and-capitation.yaml');
    const { types, chain } = await chainOf('benefits', 'benefits.RemittanceIssued');
    expect(types).toContain('benefits.CapitationDue');
    expect(chain.at(-1)!.ledBy).toHaveLength(
      (JSON.parse(Buffer.from(chain.at(-1)!.event.clear).toString()) as { lines: unknown[] }).lines.length,
    );
  }, 30_000);

  test('away from home: the host’s remittance leads to the claim of the other scheme', async () => {
    await play('libs/contributions/scenarios/away-from-home.yaml');
    const { chain } = await chainOf('benefits', 'benefits.RemittanceIssued');
    const submitted = chain.filter(({ event }) => event.type === 'benefits.ClaimSubmitted');
    expect(submitted.some(({ event }) => event.scheme !== chain.at(-1)!.event.scheme)).toBe(true);
    const paid = await chainOf('contributions', 'contributions.SettlementPaid');
    for (const type of [
      'contributions.ClearingNetted',
      'contributions.ClearingStatementDrawn',
      'contributions.DebtNoted',
    ])
      expect(paid.types).toContain(type);
  }, 30_000);

  test('a fund’s settlement leads to the subsidies it pays, asked for by a household that enrolled', async () => {
    await play('libs/subsidies/scenarios/every-franc.yaml');
    const { types, chain } = await chainOf('subsidies', 'subsidies.SubsidySettled');
    for (const type of ['subsidies.SubsidyCommitted', 'subsidies.SubsidyReserved', 'subsidies.SubsidyRequested'])
      expect(types.filter(one => one === type)).toHaveLength(1);
    expect(types).toContain('membership.HouseholdEnrolled');
    // Only the household whose cover opened was settled; the other one still waits.
    const streams = chain.map(({ event }) => event.stream);
    expect(streams).toContain('membership.household-H1');
    expect(streams).not.toContain('membership.household-H2');
  }, 30_000);

  test('money by telephone: the receipt leads to what was asked of the member', async () => {
    await play('libs/contributions/scenarios/mobile-money.yaml');
    const { types } = await chainOf('contributions', 'contributions.PaymentSucceeded');
    expect(types).toContain('contributions.PaymentRequested');
    const events = await stage.stores.log.readAll('contributions', { limit: 10_000 });
    const booked = events.find(
      ({ type, clear }) =>
        type === 'contributions.ReceiptRecorded' && Buffer.from(clear).toString().includes('"receipt":"MM-SB-'),
    )!;
    const { chain } = await chainTo(stage.stores.log, everyScheme, booked);
    expect(chain.map(({ event }) => event.type)).toEqual(
      expect.arrayContaining(['contributions.PaymentRequested', 'contributions.PaymentSucceeded']),
    );
  }, 30_000);

  test('a refund leads to the receipts it gives back', async () => {
    await play('libs/contributions/scenarios/refund-and-waiver.yaml');
    const { types } = await chainOf('contributions', 'contributions.CreditRefunded');
    expect(types).toContain('contributions.ReceiptRecorded');
    expect(types.at(-1)).toBe('contributions.CreditRefunded');
  }, 30_000);
});
