import { type Fold, type Minor, unreachable } from '#kernel';
import type { HouseholdEvent } from './household.events.js';

/** Which fund carries a term, and how much of the household's cap is taken. */
export interface AskedTerm {
  readonly scheme: string;
  /** Null while every fund asked has declined. */
  readonly fund: string | null;
  readonly persons: number;
  readonly amount: Minor;
  readonly reason: string | null;
}

export interface HouseholdState {
  readonly terms: { readonly [term: number]: AskedTerm };
}

export const householdFold: Fold<HouseholdEvent, HouseholdState> = {
  initialState: { terms: {} },

  evolve({ terms }, event) {
    const before = terms[event.data.term];
    switch (event.type) {
      case 'subsidies.FundAsked': {
        const { scheme, term, fund, persons, amount, reason } = event.data;
        const granted = persons > 0;
        const asked: AskedTerm = {
          scheme,
          fund: granted ? fund : (before?.fund ?? null),
          persons: (before?.persons ?? 0) + persons,
          amount: (before?.amount ?? 0) + amount,
          reason,
        };
        return { terms: { ...terms, [term]: asked } };
      }
      case 'subsidies.FundNoLongerAsked': {
        const { scheme, term, kept } = event.data;
        return { terms: { ...terms, [term]: { scheme, fund: null, persons: 0, amount: kept, reason: null } } };
      }
      default:
        return unreachable(event);
    }
  },
};
