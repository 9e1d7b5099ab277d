import { type Currency, type Minor, sum } from '#kernel';
import type { ProgrammeEvent } from './programme.events.js';

/** What one envelope paid for a household, claim by claim. `household`: the name its funder knows it by. */
export interface DrawnFor {
  readonly envelope: string;
  readonly household: string;
  readonly currency: Currency;
  /** @unit minor units */
  readonly amount: Minor;
  readonly claims: readonly { readonly claim: string; readonly amount: Minor }[];
}

/** One envelope, and the names a household has or had with it: they change when its acts begin to be named. */
interface KnownBy {
  readonly envelope: string;
  readonly names: readonly string[];
}

/** The last word on each claim counts; what was given back whole is not there. */
export const drawnFor = (events: Iterable<ProgrammeEvent>, known: readonly KnownBy[]): DrawnFor[] => {
  const all = [...events];
  return known.flatMap(({ envelope, names }) => {
    const claims = new Map<string, { readonly claim: string; readonly household: string; readonly amount: Minor }>();
    let currency: Currency | undefined;
    for (const event of all) {
      if (event.type !== 'benefits.EnvelopeDrawn' || event.data.envelope !== envelope) continue;
      const { told, ofUse: amount } = event.data;
      if (!told || !names.includes(told.household)) continue;
      currency = event.data.currency;
      if (amount === 0) claims.delete(told.claim);
      else claims.set(told.claim, { ...told, amount });
    }
    if (currency === undefined || claims.size === 0) return [];
    const told = [...claims.values()];
    const amount = sum(told.map(each => each.amount));
    const byClaim = told.map(each => ({ claim: each.claim, amount: each.amount }));
    return [{ envelope, household: told.at(-1)!.household, currency, amount, claims: byClaim }];
  });
};
