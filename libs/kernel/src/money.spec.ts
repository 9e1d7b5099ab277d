import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  currencyExponent,
  isCurrency,
  minor,
  minus,
  money,
  NotMoney,
  plus,
  ratioOf,
  roundUpTo,
  shareOf,
  splitByLargestRemainder,
  sum,
} from './money.js';

const amount = fc.integer({ min: 0, max: 10 ** 12 });
const rate = fc.integer({ min: 0, max: 10_000 });

describe('an amount', () => {
  test('is whole: a franc has no parts', () => {
    expect(minor(4500)).toBe(4500);
    for (const broken of [0.5, NaN, Infinity, 2 ** 53]) expect(() => minor(broken)).toThrow(NotMoney);
    expect(Object.is(minor(-0), 0)).toBe(true);
  });

  test('keeps its currency', () => {
    expect(plus(money(1, 'XOF'), money(2, 'XOF'))).toEqual({ minor: 3, currency: 'XOF' });
    expect(minus(money(1, 'XOF'), money(2, 'XOF'))).toEqual({ minor: -1, currency: 'XOF' });
    expect(() => plus(money(1, 'XOF'), money(2, 'GHS'))).toThrow(NotMoney);
  });

  test('XOF has no decimals, GHS has two; what is not a currency of ours is refused', () => {
    expect([currencyExponent('XOF'), currencyExponent('GHS')]).toEqual([0, 2]);
    expect([isCurrency('XOF'), isCurrency('$'), isCurrency('toString')]).toEqual([true, false, false]);
  });
});

describe('a share', () => {
  test('of 1 333 at 80 % is 1 066 rounded down, 1 067 rounded up', () => {
    expect(shareOf(1_333, 8_000, 'down')).toBe(1_066);
    expect(shareOf(1_333, 8_000, 'up')).toBe(1_067);
    expect(shareOf(5, 5_000, 'halfUp')).toBe(3);
    expect(shareOf(1_000, 8_000, 'up')).toBe(800);
  });

  test('and the rest by subtraction make the whole, never more, never less', () => {
    fc.assert(
      fc.property(amount, rate, (whole, bps) => {
        const [down, up] = [shareOf(whole, bps, 'down'), shareOf(whole, bps, 'up')];
        expect(down).toBeGreaterThanOrEqual(0);
        expect(down).toBeLessThanOrEqual(whole);
        expect(up - down).toBeLessThanOrEqual(1);
        expect(BigInt(down) * 10_000n).toBeLessThanOrEqual(BigInt(whole) * BigInt(bps));
        expect(down + (whole - down)).toBe(whole);
      }),
    );
  });

  test('is exact where a double would not be', () => {
    expect(shareOf(9_007_199_254_740_991, 9_999, 'down')).toBe(9_006_298_534_815_516);
  });

  test('of seven thousand for six months of twelve is 3 500', () => {
    expect(ratioOf(7_000, 6, 12, 'up')).toBe(3_500);
    expect(ratioOf(7_000, 7, 12, 'up')).toBe(4_084);
    expect(() => ratioOf(-1, 1, 2, 'up')).toThrow(NotMoney);
  });
});

describe('a split by the largest remainder', () => {
  test('gives the odd franc to the largest remainder, the earlier one when equal', () => {
    expect(splitByLargestRemainder(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitByLargestRemainder(10, [1, 5])).toEqual([2, 8]);
  });

  test('adds up to the whole, each part within a franc of its due', () => {
    fc.assert(
      fc.property(
        amount,
        fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 20 }),
        (whole, weights) => {
          fc.pre(sum(weights) > 0);
          const parts = splitByLargestRemainder(whole, weights);
          expect(sum(parts)).toBe(whole);
          parts.forEach((part, index) =>
            expect(Math.abs(part - (whole * weights[index]!) / sum(weights))).toBeLessThan(1.001),
          );
        },
      ),
    );
  });

  test('needs a weight above zero', () => {
    expect(() => splitByLargestRemainder(10, [0, 0])).toThrow(NotMoney);
    expect(() => splitByLargestRemainder(10, [2, -1])).toThrow(NotMoney);
  });
});

test('a contribution is rounded up to what can be collected', () => {
  expect([roundUpTo(3_127, 50), roundUpTo(3_150, 50), roundUpTo(3_151, 50)]).toEqual([3_150, 3_150, 3_200]);
});
