import type { Currency, Fold, Minor } from '#kernel';
import type { ExceptionEvent } from './exception.events.js';

/** What exceptions of one product cost in one year of care, claim by claim. */
export interface ExceptionsOfYear {
  readonly product: string;
  readonly year: string;
  readonly currency: Currency;
  readonly spent: Minor;
  readonly claims: ReadonlyMap<string, Minor>;
}

/** By product and year. */
export type ExceptionsState = ReadonlyMap<string, ExceptionsOfYear>;

export const exceptionsFold: Fold<ExceptionEvent, ExceptionsState> = {
  initialState: new Map(),
  evolve(state, { data: { product, year, currency, claim, ofClaim, spent } }) {
    const key = yearKey(product, year);
    const claims = new Map(state.get(key)?.claims);
    if (ofClaim === 0) claims.delete(claim);
    else claims.set(claim, ofClaim);
    return new Map(state).set(key, { product, year, currency, spent, claims });
  },
};

export const yearKey = (product: string, year: string): string => `${product}/${year}`;

export const exceptionsStream = (scheme: string): string => `benefits.exceptions-${scheme}`;

/** The year a claim was paid in by exception, if it was. */
export const yearOfClaim = (state: ExceptionsState, claim: string): ExceptionsOfYear | undefined => {
  for (const year of state.values()) if (year.claims.has(claim)) return year;
  return undefined;
};
