import type { Day, DomainEvent, Minor } from '#kernel';

/**
 * A fund was asked for a household's term, and what it let the request have: nothing when it declined. Cover that opens
 * and dues that are cancelled name the household only; this is how its fund is found.
 */
export type FundAsked = DomainEvent<
  'subsidies.FundAsked',
  1,
  {
    readonly household: string;
    readonly scheme: string;
    readonly term: number;
    readonly fund: string;
    readonly persons: number;
    readonly amount: Minor;
    /** Adjudication code of what was declined or cut. */
    readonly reason: string | null;
    readonly requestedOn: Day;
  }
>;

/** The term asks for nothing any more. `kept`: what the scheme was already paid for it. */
export type FundNoLongerAsked = DomainEvent<
  'subsidies.FundNoLongerAsked',
  1,
  {
    readonly household: string;
    readonly scheme: string;
    readonly term: number;
    readonly fund: string;
    readonly kept: Minor;
    readonly releasedOn: Day;
  }
>;

export type HouseholdEvent = FundAsked | FundNoLongerAsked;
