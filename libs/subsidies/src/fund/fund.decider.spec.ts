import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import type { FundCommand } from './fund.commands.js';
import { fundDecider } from './fund.decider.js';
import { balanceOf, coverOpens, funding, fundWith, matching, openFund, request, settlement } from './fund.fixture.js';
import { FundReason } from './fund.reasons.js';

const fund = specFor(fundDecider);
const opened = fund.afterCommands(openFund());

describe('opening a fund', () => {
  test('writes its contract down, in force from the first day of the window', () =>
    fund
      .given()
      .when(openFund())
      .thenLike({
        type: 'subsidies.FundOpened',
        effectiveAt: '2025-01-01',
        data: { contract: { ...matching, effectiveFrom: '2025-01-01' } },
      }));

  test('is done once; the same terms again change nothing', () =>
    fund
      .given(...opened)
      .when(openFund())
      .thenNothing());

  test('never changes the contract', () =>
    fund
      .given(...opened)
      .when(openFund({ perPerson: 4_000 }))
      .thenRefused(FundReason.alreadyOpen));

  test('needs a funder we know', () =>
    fund
      .given()
      .when({ ...openFund(), funderRegistered: false } as FundCommand)
      .thenRefused(FundReason.funderUnknown));

  test('takes a window of one day, and none that ends before it begins', () => {
    fund
      .given()
      .when(openFund({ window: { from: '2025-03-01', to: '2025-03-01' } }))
      .thenLike({ type: 'subsidies.FundOpened' });
    fund
      .given()
      .when(openFund({ window: { from: '2025-03-01', to: '2025-02-28' } }))
      .thenRefused(FundReason.windowReversed);
  });
});

describe('a new version of the contract', () => {
  const amend = (version: string, effectiveFrom: string): FundCommand => ({
    type: 'AmendFund',
    fund: 'F-MATCH',
    contract: { ...matching, version, perPerson: 4_000 },
    effectiveFrom,
  });

  test('begins after the one it follows', () => {
    fund
      .given(...opened)
      .when(amend('2025-B', '2025-01-02'))
      .thenLike({ type: 'subsidies.FundAmended', effectiveAt: '2025-01-02' });
    fund
      .given(...opened)
      .when(amend('2025-B', '2025-01-01'))
      .thenRefused(FundReason.notAfterTheLast);
  });

  test('is published once under its name', () => {
    const amended = fund.afterCommands(openFund(), amend('2025-B', '2025-07-01'));
    fund
      .given(...amended)
      .when(amend('2025-B', '2025-07-01'))
      .thenNothing();
    fund
      .given(...amended)
      .when(amend('2025-B', '2025-08-01'))
      .thenRefused(FundReason.versionUsed);
  });
});

describe('money from the funder', () => {
  test('is available once received', () =>
    fund
      .given(...opened)
      .when(funding(17_500))
      .thenLike({
        type: 'subsidies.FundingReceived',
        data: {
          postings: [
            { account: 'received', scheme: '*', amount: -17_500 },
            { account: 'available', scheme: '*', amount: 17_500 },
          ],
          balance: { received: 17_500, available: 17_500, reserved: 0, committed: 0, settled: 0 },
        },
      }));

  test('is booked once by its reference', () => {
    const received = fund.afterCommands(openFund(), funding(17_500));
    fund
      .given(...received)
      .when(funding(17_500))
      .thenNothing();
    fund
      .given(...received)
      .when(funding(17_501))
      .thenRefused(FundReason.fundingReferenceUsed);
  });

  test('needs a fund', () => fund.given().when(funding(17_500)).thenRefused(FundReason.unknown));
});

describe('settling', () => {
  const two = () => {
    const story = fundWith(17_500);
    story.ask(request('H1', 2, '2025-03-05'));
    story.ask(request('L1', 1, '2025-03-06', { scheme: 'LOUGA' }));
    story.ask(request('H2', 1, '2025-03-07'));
    story.ask(coverOpens('H1'));
    story.ask(coverOpens('L1', '2025-04-01', 'LOUGA'));
    return story;
  };

  test('pays each scheme what is committed for its households, and nothing that is only reserved', () => {
    const story = two();
    expect(story.ask(settlement()).events).toMatchObject([
      { type: 'subsidies.SubsidySettled', data: { scheme: 'DIOFIOR', amount: 7_000 } },
      { type: 'subsidies.SubsidySettled', data: { scheme: 'LOUGA', amount: 3_500 } },
    ]);
    expect(balanceOf(story)).toEqual({
      received: 17_500,
      available: 3_500,
      reserved: 3_500,
      committed: 0,
      settled: 10_500,
    });
  });

  test('is done once under its reference', () => {
    const story = two();
    story.ask(settlement());
    expect(story.ask(settlement())).toEqual({ events: [] });
    expect(story.ask(settlement('VIR-1', '2026-01-01')).refused).toBe(FundReason.settlementReferenceUsed);
  });

  test('waits until something is committed', () =>
    expect(fundWith(17_500).ask(settlement()).refused).toBe(FundReason.nothingCommitted));
});
