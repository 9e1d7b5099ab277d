import type { Minor } from '#kernel';
import type { Debt } from './between.events.js';

/** What a scheme is to receive, or to pay when below zero, once everything is netted. @unit minor units */
export interface NetPosition {
  readonly scheme: string;
  readonly net: Minor;
}

/** One payment of those that settle a netting. */
export interface NetPayment {
  readonly payment: string;
  readonly from: string;
  readonly to: string;
  readonly amount: Minor;
}

/** Every scheme's position in these debts. Their sum is zero: what one pays another receives. */
export const positionsOf = (debts: readonly Debt[]): readonly NetPosition[] => {
  const net = new Map<string, Minor>();
  const add = (scheme: string, amount: Minor) => net.set(scheme, (net.get(scheme) ?? 0) + amount);
  for (const { debtor, creditor, amount } of debts) {
    add(debtor, -amount);
    add(creditor, amount);
  }
  return [...net].map(([scheme, amount]) => ({ scheme, net: amount })).sort((a, b) => (a.scheme < b.scheme ? -1 : 1));
};

/** The largest debtor pays the largest creditor, until nobody owes: fewer payments than there are schemes. */
export const paymentsOf = (positions: readonly NetPosition[]): readonly NetPayment[] => {
  const payments: NetPayment[] = [];
  const left = positions.map(position => ({ ...position }));
  for (;;) {
    const [from, to] = [extreme(left, -1), extreme(left, 1)];
    if (!from || !to) return payments;
    const amount = Math.min(-from.net, to.net);
    payments.push({ payment: String(payments.length + 1), from: from.scheme, to: to.scheme, amount });
    from.net += amount;
    to.net -= amount;
  }
};

/** Of equal ones the first by name. */
const extreme = (positions: readonly { scheme: string; net: Minor }[], sign: 1 | -1) =>
  positions.reduce<{ scheme: string; net: Minor } | undefined>(
    (best, one) => (one.net * sign > Math.max(0, (best?.net ?? 0) * sign) ? one : best),
    undefined,
  );
