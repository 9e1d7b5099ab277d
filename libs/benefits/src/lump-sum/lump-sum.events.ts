import type { Currency, Day, DomainEvent, Minor } from '#kernel';

/**
 * A sum the package promises when something happens (a funeral), decided at once. Why it happened is asked by nobody.
 * `reason`: why nothing is paid; null when it is. `payee`: pseudonym of who receives it.
 * @unit `amount`: minor units of `currency`
 */
export type LumpSumDecided = DomainEvent<
  'benefits.LumpSumDecided',
  1,
  {
    readonly request: string;
    readonly household: string;
    readonly scheme: string;
    readonly person: string;
    readonly benefit: string;
    readonly payee: string;
    readonly happenedOn: Day;
    readonly requestedOn: Day;
    readonly status: 'approved' | 'rejected';
    readonly reason: string | null;
    readonly amount: Minor;
    readonly currency: Currency;
    readonly package: { readonly product: string; readonly version: number };
  },
  undefined
>;
