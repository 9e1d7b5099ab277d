import type { Currency, Day, DomainEvent, Minor } from '#kernel';

/** A part of what is to be repaid, by its day. @unit minor units */
export interface LoanInstalment {
  readonly dueOn: Day;
  readonly amount: Minor;
}

interface OfLoan {
  readonly household: string;
  readonly scheme: string;
  readonly loan: string;
}

/**
 * A microfinance institution lends a household its contribution. What it costs is written down whole: instalments add up
 * to `principal + cost`, nothing comes on top. `agreement`: the one the scheme has with the lender.
 * @unit minor units of `currency`
 */
export type LoanAgreed = DomainEvent<
  'contributions.LoanAgreed',
  1,
  OfLoan & {
    readonly lender: string;
    readonly agreement: string;
    readonly principal: Minor;
    readonly cost: Minor;
    readonly currency: Currency;
    readonly instalments: readonly LoanInstalment[];
    readonly agreedOn: Day;
    /** Days after its day on which an unpaid instalment may be called a default. */
    readonly defaultAfterDays: number;
    readonly approvedBy: string;
  }
>;

/** The lender paid the scheme, never the household; the receipt it became pays what any other pays. */
export type LoanDisbursed = DomainEvent<
  'contributions.LoanDisbursed',
  1,
  OfLoan & {
    readonly receipt: string;
    readonly reference: string;
    readonly disbursedOn: Day;
    readonly approvedBy: string;
  }
>;

/** The household repaid its lender, who told the scheme. No money of the scheme's moves. */
export type LoanRepaid = DomainEvent<
  'contributions.LoanRepaid',
  1,
  OfLoan & { readonly repayment: string; readonly amount: Minor; readonly paidOn: Day; readonly left: Minor }
>;

/** An instalment stayed unpaid too long. Cover that was paid for stays; no other loan is agreed until it is repaid. */
export type LoanDefaulted = DomainEvent<
  'contributions.LoanDefaulted',
  1,
  OfLoan & {
    readonly on: Day;
    readonly since: Day;
    readonly left: Minor;
    readonly decision: string;
    readonly approvedBy: string;
  }
>;

export const revocationCauses = ['lender-withdrew', 'household-withdrew', 'entered-in-error'] as const;
export type RevocationCause = (typeof revocationCauses)[number];

/** There is no loan after all. `receipt`: void with it, where the money had come; the contribution is owed again. */
export type LoanRevoked = DomainEvent<
  'contributions.LoanRevoked',
  1,
  OfLoan & {
    readonly because: RevocationCause;
    readonly on: Day;
    readonly receipt: string | null;
    readonly approvedBy: string;
  }
>;

export type LoanEvent = LoanAgreed | LoanDisbursed | LoanRepaid | LoanDefaulted | LoanRevoked;
