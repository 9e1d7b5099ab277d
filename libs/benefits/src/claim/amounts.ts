import type { Minor } from '#kernel';
import type { Amounts } from './claim.types.js';

export const noAmounts: Amounts = {
  billed: 0,
  allowed: 0,
  writeOff: 0,
  overPrice: 0,
  programme: 0,
  deducted: 0,
  copay: 0,
  excess: 0,
  scheme: 0,
  funderOnCopay: 0,
  member: 0,
  memberPays: 0,
};

const fields = Object.keys(noAmounts) as readonly (keyof Amounts)[];

/** A claim is the sum of its lines, field by field. */
export const totalOf = (lines: readonly Amounts[]): Amounts => {
  const total: Record<keyof Amounts, Minor> = { ...noAmounts };
  for (const line of lines) for (const field of fields) total[field] += line[field];
  return total;
};

/** The amounts alone, out of something that has more. */
export const amountsOf = (from: Amounts): Amounts => {
  const amounts: Record<keyof Amounts, Minor> = { ...noAmounts };
  for (const field of fields) amounts[field] = from[field];
  return amounts;
};

export const sameAmounts = (left: Amounts, right: Amounts): boolean =>
  fields.every(field => left[field] === right[field]);
