import { ratioOf, roundUpTo } from '#kernel';
import type { Chance } from './chance.js';

/** How a household pays. `leaves`: withdraws before its cover begins. */
export type Payer = 'prompt' | 'instalments' | 'thresholdOnly' | 'never' | 'leaves';

export const payerOf = (chance: Chance): Payer =>
  chance.weighted<Payer>([
    [34, 'prompt'],
    [46, 'instalments'],
    [8, 'thresholdOnly'],
    [9, 'never'],
    [3, 'leaves'],
  ]);

export interface Payment {
  readonly day: number;
  readonly amount: number;
  /** The receipt was voided on this day, and the money paid again on `day`. */
  readonly slip: { readonly receivedOn: number; readonly voidedOn: number } | null;
}

export interface Dues {
  readonly raisedOn: number;
  readonly joiningFee: number;
  /** The member's own part of the contributions. */
  readonly share: number;
  /** Paid of `share` before cover opens. */
  readonly threshold: number;
}

/** Coins are rare: people pay in notes and 500-franc pieces. */
const coin = 500;

/** Receipts of a first term, up to the threshold (or not so far). The balance comes later: `balance`. */
export const firstPayments = (chance: Chance, payer: Payer, dues: Dues): readonly Payment[] => {
  const { raisedOn, joiningFee, share, threshold } = dues;
  if (payer === 'prompt') {
    const amount = roundUpTo(joiningFee + share, chance.happens(120) ? 2_000 : coin);
    return slipped(chance, [{ day: raisedOn + chance.int(1, 14), amount }]);
  }
  const first = roundUpTo(ratioOf(share, chance.int(22, 40), 100, 'up'), coin);
  const payments = [{ day: raisedOn + chance.int(1, 12), amount: joiningFee + first }];
  if (payer === 'never' || payer === 'leaves') return slipped(chance, payments);
  const missing = roundUpTo(Math.max(0, threshold - first), coin);
  const parts = chance.happens(350) && missing >= 4 * coin ? splitInTwo(missing) : [missing];
  let day = raisedOn + 12;
  for (const amount of parts) {
    day += chance.int(3, 28);
    payments.push({ day, amount });
  }
  return slipped(
    chance,
    payments.filter(({ amount }) => amount > 0),
  );
};

const splitInTwo = (amount: number): readonly number[] => {
  const half = roundUpTo(Math.floor(amount / 2), coin);
  return [half, amount - half];
};

/** The rest of the share: mostly before the due day, sometimes after it, when rights are already suspended. */
export const balance = (chance: Chance, coverFrom: number, left: number): readonly Payment[] => {
  if (left <= 0) return [];
  const late = chance.happens(180);
  const day = coverFrom + (late ? chance.int(188, 240) : chance.int(20, 172));
  return slipped(chance, [{ day, amount: left }]);
};

/** A whole term at once, between two days. */
export const wholeTerm = (chance: Chance, from: number, to: number, share: number): readonly Payment[] => {
  const day = chance.int(from, to);
  const payments =
    chance.happens(300) && day > from + 2
      ? splitInTwo(share).map((amount, part) => ({ amount, day: part === 0 ? chance.int(from, day - 1) : day }))
      : [{ day, amount: share }];
  return slipped(chance, payments);
};

/** About one receipt in ninety is a mistake of the booklet: voided, and written again. */
const slipped = (chance: Chance, payments: readonly Pick<Payment, 'day' | 'amount'>[]): readonly Payment[] =>
  payments.map(({ day, amount }) => {
    if (!chance.happens(11)) return { day, amount, slip: null };
    const voidedOn = day + chance.int(1, 4);
    return { day: voidedOn + chance.int(1, 3), amount, slip: { receivedOn: day, voidedOn } };
  });

/** The day on which the threshold is reached; null when it is not. */
export const metOn = ({ joiningFee, threshold }: Dues, payments: readonly Payment[]): number | null => {
  let paid = -joiningFee;
  for (const { day, amount } of [...payments].sort((a, b) => a.day - b.day)) {
    paid += amount;
    if (paid >= threshold) return day;
  }
  return null;
};
