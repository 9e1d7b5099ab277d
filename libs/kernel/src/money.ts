/**
 * Money as the schemes count it: whole minor units of one currency (XOF and XAF have no decimals, GHS has two).
 * Inside one decision every amount is a plain integer of that decision's currency, here called `Minor`; the currency
 * is named once, beside the amounts. Nothing here ever holds a fraction of a franc.
 */

/** A whole number of minor units: francs for XOF, pesewas for GHS. Never negative unless a name says so. */
export type Minor = number;

/** ISO 4217 alphabetic code of a currency this federation keeps books in. */
export type Currency = 'XOF' | 'XAF' | 'GNF' | 'BIF' | 'RWF' | 'UGX' | 'CDF' | 'GHS' | 'MRU' | 'KES' | 'EUR' | 'USD';

/** Digits after the decimal sign, by ISO 4217. */
const exponents: Readonly<Record<Currency, 0 | 2>> = {
  XOF: 0,
  XAF: 0,
  GNF: 0,
  BIF: 0,
  RWF: 0,
  UGX: 0,
  CDF: 2,
  GHS: 2,
  MRU: 2,
  KES: 2,
  EUR: 2,
  USD: 2,
};

export const currencies = Object.keys(exponents) as readonly Currency[];

export const isCurrency = (code: unknown): code is Currency =>
  typeof code === 'string' && Object.hasOwn(exponents, code);

/** Digits after the decimal sign: 0 for XOF, 2 for GHS. */
export const currencyExponent = (currency: Currency): 0 | 2 => exponents[currency];

export interface Money {
  readonly minor: Minor;
  readonly currency: Currency;
}

export class NotMoney extends RangeError {}

/** @throws NotMoney when the amount is not a whole number that a double holds exactly. */
export const minor = (amount: number): Minor => {
  if (!Number.isSafeInteger(amount)) throw new NotMoney(`${amount} is not a whole number of minor units`);
  return amount === 0 ? 0 : amount;
};

/** @throws NotMoney as `minor` does. */
export const money = (amount: number, currency: Currency): Money => ({ minor: minor(amount), currency });

/** @throws NotMoney when the currencies differ or the sum is too large to be exact. */
export const plus = (left: Money, right: Money): Money =>
  money(left.minor + sameCurrency(left, right).minor, left.currency);

/** @throws NotMoney as `plus` does. The result may be negative. */
export const minus = (left: Money, right: Money): Money =>
  money(left.minor - sameCurrency(left, right).minor, left.currency);

const sameCurrency = (left: Money, right: Money): Money => {
  if (left.currency !== right.currency) throw new NotMoney(`${left.currency} and ${right.currency} do not add up`);
  return right;
};

export const sum = (amounts: Iterable<Minor>): Minor => {
  let total = 0;
  for (const amount of amounts) total += amount;
  return minor(total);
};

/** Parts in ten thousand: 80 % is 8 000. Rates are whole, so that no share depends on how a fraction is stored. */
export type BasisPoints = number;
export const wholeRate: BasisPoints = 10_000;

export type Rounding = 'down' | 'up' | 'halfUp';

/**
 * `rate` of `amount`, rounded as named, exactly (integers all the way, however large the amount).
 * @unit `amount`: minor units, not negative; `rate`: basis points, 0 to 10 000.
 */
export const shareOf = (amount: Minor, rate: BasisPoints, rounding: Rounding): Minor =>
  ratioOf(amount, rate, wholeRate, rounding);

/** `amount × numerator ÷ denominator`, rounded as named: seven of twelve months of a contribution, for instance. */
export const ratioOf = (amount: Minor, numerator: number, denominator: number, rounding: Rounding): Minor => {
  if (amount < 0 || numerator < 0 || denominator <= 0) throw new NotMoney('a share is taken of what is not negative');
  const product = amount * numerator;
  if (Number.isSafeInteger(product)) {
    const rest = product % denominator;
    return (product - rest) / denominator + roundingUnit(rest, denominator, rounding);
  }
  const [exact, by] = [BigInt(minor(amount)) * BigInt(numerator), BigInt(denominator)];
  return minor(Number(exact / by) + roundingUnit(Number(exact % by), denominator, rounding));
};

const roundingUnit = (rest: number, denominator: number, rounding: Rounding): 0 | 1 => {
  if (rounding === 'down' || rest === 0) return 0;
  return rounding === 'up' || rest * 2 >= denominator ? 1 : 0;
};

/**
 * Splits `amount` in proportion to whole `weights` by the largest remainder; equal remainders favour the earlier part.
 * The parts always add up to `amount`.
 * @throws NotMoney when the weights are negative or all zero.
 */
export const splitByLargestRemainder = (amount: Minor, weights: readonly number[]): Minor[] => {
  const whole = sum(weights);
  if (whole <= 0 || weights.some(weight => weight < 0)) throw new NotMoney('weights must be whole, and one above zero');
  const scaled = weights.map(weight => BigInt(minor(amount)) * BigInt(weight));
  const parts = scaled.map(value => Number(value / BigInt(whole)));
  const byRemainder = scaled
    .map((value, index) => ({ index, rest: Number(value % BigInt(whole)) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  let left = amount - sum(parts);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts;
};

/** The smallest multiple of `step` that is not below `amount`: contributions are rounded up to what can be collected. */
export const roundUpTo = (amount: Minor, step: Minor): Minor => Math.ceil(amount / step) * step;
