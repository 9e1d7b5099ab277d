import { describe, expect, test } from '@jest/globals';
import { specFor } from '#testing/spec-for';
import type { TillCommand, TillRequest } from './till.commands.js';
import type { TillEvent } from './till.events.js';
import { tillDecider } from './till.decider.js';
import { TillReason } from './till.reasons.js';
import { collected, paidOut, type OpenTill } from './till.state.js';

const till = specFor(tillDecider);
const asked = (request: TillRequest, recordedOn = '2025-06-30'): TillCommand => ({
  ...request,
  ...{ scheme: 'A', till: 'CAISSE', actor: 'clerk-1', recordedOn },
});
const opening: Extract<TillRequest, { type: 'OpenTill' }> = {
  type: 'OpenTill',
  kind: 'desk',
  holder: 'FATOU',
  currency: 'XOF',
  maximum: 60_000,
  float: 12_500,
  openedOn: '2025-06-02',
  timezone: 'Africa/Ouagadougou',
};
const open = asked(opening);
const deposit = (amount: number, slip = 'B-1', depositedOn = '2025-06-03') =>
  asked({ type: 'DepositCash', slip, amount, depositedOn });
const count = (counted: number, countedOn = '2025-06-03') => asked({ type: 'CountTill', counted, countedOn });
const close = (approvedBy = 'GERANTE', closedOn = '2025-06-03') => asked({ type: 'CloseTill', closedOn, approvedBy });

/** Opened with 12 500, then 46 000 of receipts. */
const withReceipts = (): TillEvent[] => {
  const past: TillEvent[] = [...till.afterCommands(open)];
  for (const [receipt, amount] of [['000116', 16_000] as const, ['000118', 30_000] as const])
    past.push(collected(till.stateAfter(past) as OpenTill, receipt, amount, '2025-06-02'));
  return past;
};
const then = (past: readonly TillEvent[], ...commands: TillCommand[]) =>
  commands.reduce<readonly TillEvent[]>((so, command) => till.given(...so).when(command).history, past);

describe('a till', () => {
  test('is short of what was expected and is not there: 12 500 + 46 000 − 40 000 is 18 500; 18 000 counted, 500 missing', () => {
    const counted = then(withReceipts(), deposit(40_000), count(18_000));
    expect(counted.at(-1)).toMatchObject({ data: { expected: 18_500, counted: 18_000, difference: -500 } });
    till
      .given(...counted)
      .when(close())
      .thenLike({
        type: 'contributions.TillClosed',
        data: {
          ...{ left: 18_000, difference: -500, approvedBy: 'GERANTE' },
          postings: [
            { account: 'cash', amount: -500 },
            { account: 'cash-differences', amount: 500 },
          ],
        },
      });
  });

  test('may be counted before the deposit as well: the difference is the same', () => {
    const closed = then(withReceipts(), count(58_000), deposit(40_000), close());
    expect(closed.at(-1)).toMatchObject({ data: { left: 18_000, difference: -500 } });
  });

  test('closes without a posting when nothing is missing', () => {
    till
      .given(...then(withReceipts(), count(58_500)))
      .when(close())
      .thenLike({ data: { difference: 0, postings: [] } });
  });

  test('is counted again after money came in or went out', () => {
    for (const move of [collected, (state: OpenTill) => paidOut(state, 'receipt-voided', '000116', 1, '2025-06-03')]) {
      const counted = then(withReceipts(), count(58_500));
      const past = [...counted, move(till.stateAfter(counted) as OpenTill, '000119', 1, '2025-06-03')];
      till
        .given(...past)
        .when(close())
        .thenRefused(TillReason.notCounted);
    }
    till
      .given(...withReceipts())
      .when(close())
      .thenRefused(TillReason.notCounted);
  });

  test('is closed before a second person: neither its holder nor the one who asks', () => {
    const counted = then(withReceipts(), count(58_500));
    for (const own of ['FATOU', 'clerk-1'])
      till
        .given(...counted)
        .when(close(own))
        .thenRefused(TillReason.ownCount);
  });

  test('starts again with what was left, or more from the bank', () => {
    const closed = then(withReceipts(), deposit(40_000), count(18_000), close());
    const again = (float: number, openedOn = '2025-06-04') => asked({ ...opening, float, openedOn });
    till
      .given(...closed)
      .when(again(17_999))
      .thenRefused(TillReason.floatBelowLeft, { float: 17_999, left: 18_000 });
    till
      .given(...closed)
      .when(again(18_000))
      .thenLike({ data: { session: 2, brought: 0, postings: [] } });
    till
      .given(...closed)
      .when(again(18_001))
      .thenLike({ data: { session: 2, brought: 1 } });
    till
      .given(...closed)
      .when(again(18_000, '2025-06-02'))
      .thenRefused(TillReason.wrongDay);
    till
      .given(...closed)
      .when(asked({ ...opening, currency: 'XAF', float: 18_000, openedOn: '2025-06-04' }))
      .thenRefused(TillReason.currencyDiffers);
  });

  test('gives to the bank what lies there, and no franc more; a slip serves once', () => {
    till
      .given(...withReceipts())
      .when(deposit(58_501))
      .thenRefused(TillReason.notEnoughCash, { cash: 58_500 });
    const given = then(withReceipts(), deposit(58_500));
    expect(till.stateAfter(given)).toMatchObject({ expected: 0 });
    till
      .given(...given)
      .when(deposit(58_500))
      .thenNothing();
    till
      .given(...given)
      .when(deposit(1))
      .thenRefused(TillReason.slipTaken);
    till
      .given(...then(withReceipts(), count(58_000)))
      .when(deposit(58_001))
      .thenRefused(TillReason.notEnoughCash);
  });

  test('is opened once, known, open, and not before its last movement nor in the future', () => {
    till
      .given(...withReceipts())
      .when(open)
      .thenRefused(TillReason.alreadyOpen);
    till.given().when(count(0)).thenRefused(TillReason.unknown);
    till
      .given(...then(withReceipts(), count(58_500), close()))
      .when(count(0))
      .thenRefused(TillReason.notOpen);
    till
      .given(...withReceipts())
      .when(count(0, '2025-06-01'))
      .thenRefused(TillReason.wrongDay);
    till
      .given(...withReceipts())
      .when(count(0, '2025-07-01'))
      .thenRefused(TillReason.wrongDay);
    till
      .given()
      .when(asked({ ...opening, float: 60_000 }))
      .thenLike({ data: { expected: 60_000 } });
    till
      .given()
      .when(asked({ ...opening, float: 60_001 }))
      .thenRefused(TillReason.aboveMaximum);
  });
});
