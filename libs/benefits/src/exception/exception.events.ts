import type { Currency, DomainEvent, Minor } from '#kernel';

/**
 * A claim is paid by exception, or by another amount than before. `ofClaim`: what it has of the year's budget since;
 * `spent`: what all exceptions of the product and year come to.
 */
export type ExceptionBooked = DomainEvent<
  'benefits.ExceptionBooked',
  1,
  {
    readonly scheme: string;
    readonly product: string;
    /** Of the care: `2025`. */
    readonly year: string;
    readonly claim: string;
    readonly currency: Currency;
    readonly amount: Minor;
    readonly ofClaim: Minor;
    readonly spent: Minor;
  },
  undefined
>;

export type ExceptionEvent = ExceptionBooked;
