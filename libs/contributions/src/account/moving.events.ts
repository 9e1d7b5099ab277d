import type { Day, DomainEvent, Minor } from '#kernel';
import type { Movement, OfHousehold } from './account.events.js';
import type { Allocation, Credit, Due, MovedMonths } from './account.types.js';

/**
 * A person is no longer of the household: no later term asks for them, nor do the dues whose cover never began. `dues`:
 * those it changes, as they stand without them.
 */
export type PersonLeftNoted = DomainEvent<
  'contributions.PersonLeftNoted',
  1,
  OfHousehold & { readonly person: string; readonly on: Day; readonly dues: readonly Due[] }
>;

/**
 * What was paid for somebody who died or left, and serves no cover any more, is the household's credit by the plan's rule.
 * `freed`: of which dues.
 */
export type ContributionFreed = DomainEvent<
  'contributions.ContributionFreed',
  1,
  OfHousehold & Movement & { readonly person: string; readonly freed: readonly Allocation[]; readonly on: Day }
>;

/**
 * Persons moved: contributions for their whole months ahead go with them, as far as they were paid, a fund's part
 * included; credit too where nobody stays. `dues`: those it changes, as it leaves them. `released`: what receipts had
 * paid of them; `carriedCredit`: the credit that goes along.
 * @unit minor units of `currency`: `amount` is what goes in all
 */
export type ContributionCarriedOut = DomainEvent<
  'contributions.ContributionCarriedOut',
  1,
  OfHousehold &
    Movement & {
      readonly scheme: string;
      readonly transfer: string;
      readonly toScheme: string;
      readonly toHousehold: string;
      readonly on: Day;
      readonly persons: readonly MovedMonths[];
      readonly dues: readonly Due[];
      readonly released: readonly Allocation[];
      readonly carriedCredit: readonly Credit[];
      /** Of months that had come here with an earlier move. */
      readonly onward: readonly { readonly transfer: string; readonly person: string; readonly amount: Minor }[];
      readonly amount: Minor;
    }
>;

/** What came with persons who moved here: contributions of their months ahead, and credit. */
export type ContributionBroughtIn = DomainEvent<
  'contributions.ContributionBroughtIn',
  1,
  OfHousehold &
    Movement & {
      readonly transfer: string;
      readonly fromScheme: string;
      readonly on: Day;
      readonly persons: readonly MovedMonths[];
      readonly broughtCredit: Minor;
    }
>;
