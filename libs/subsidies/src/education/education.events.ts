import type { Currency, Day, DomainEvent, Minor } from '#kernel';

interface OfAccount {
  readonly scheme: string;
  readonly account: string;
}

/** A family saves for a child's school, and a fund adds to it. The child is a pseudonym. */
export type EducationAccountOpened = DomainEvent<
  'subsidies.EducationAccountOpened',
  1,
  OfAccount & {
    readonly household: string;
    readonly child: string;
    readonly fund: string;
    readonly currency: Currency;
    readonly openedOn: Day;
  }
>;

/** The family paid in. `fund`, `currency`: who is asked to match it. */
export type SavingsDeposited = DomainEvent<
  'subsidies.SavingsDeposited',
  1,
  OfAccount & {
    readonly reference: string;
    readonly schoolYear: number;
    readonly amount: Minor;
    readonly fund: string;
    readonly currency: Currency;
    readonly depositedOn: Day;
  }
>;

/** What the fund carries of a year. `owed`: the school's proof is there, so the fund owes it. */
export type ScholarshipNoted = DomainEvent<
  'subsidies.ScholarshipNoted',
  1,
  OfAccount & {
    readonly schoolYear: number;
    readonly matched: Minor;
    readonly waiting: boolean;
    readonly reason: string | null;
    readonly owed: boolean;
  }
>;

/** The child attends school that year: what the fund set aside is owed from now on. @source the school's paper, by its number */
export type SchoolProofAccepted = DomainEvent<
  'subsidies.SchoolProofAccepted',
  1,
  OfAccount & { readonly schoolYear: number; readonly proof: string; readonly provedOn: Day }
>;

/** The school was paid: first from what the fund added, then from what the family saved. */
export type SchoolPaid = DomainEvent<
  'subsidies.SchoolPaid',
  1,
  OfAccount & {
    readonly reference: string;
    readonly schoolYear: number;
    readonly amount: Minor;
    readonly fromMatched: Minor;
    readonly fromSaved: Minor;
    readonly paidOn: Day;
  }
>;

export type EducationEvent =
  EducationAccountOpened | SavingsDeposited | ScholarshipNoted | SchoolProofAccepted | SchoolPaid;
