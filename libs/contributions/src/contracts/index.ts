import type { Currency, Day, Minor } from '#kernel';
import type { MessagesOf } from '#messaging';

/** What contributions promises the other contexts. Amounts in minor units of `currency`. */
export interface ContributionsContracts {
  /** A term's dues were raised. `subsidy` is what a fund is asked to carry, person by person; null when nobody is asked. */
  'contributions.dues-raised.v1': {
    household: string;
    term: number;
    product: string;
    currency: Currency;
    persons: readonly string[];
    /** Contribution of the term before any subsidy, joining fee apart. */
    gross: Minor;
    joiningFee: Minor;
    memberShare: Minor;
    subsidy: { fund: string; perPerson: Minor; persons: number } | null;
    raisedOn: Day;
  };
  /** The threshold of the term is met (and its subsidy, if any, is there): cover may start. `metOn`: date of the deciding receipt. */
  'contributions.entitlement-opened.v1': { household: string; term: number; metOn: Day; persons: readonly string[] };
  /** An instalment was unpaid at the end of its due day: rights are suspended from that day. */
  'contributions.entitlement-suspended.v1': { household: string; term: number; from: Day };
  /** Arrears were paid: rights resume on this day (the day after payment), without back-cover. */
  'contributions.entitlement-resumed.v1': { household: string; term: number; from: Day };
  /** A receipt was voided and the threshold is no longer met: cover of the term is withdrawn. */
  'contributions.entitlement-withdrawn.v1': { household: string; term: number; because: string };
  /** The dues of a term are void: reserved subsidy is to be released. */
  'contributions.dues-cancelled.v1': { household: string; term: number; on: Day };
  /** Every key of a person is gone here: what names or treats them is unreadable. */
  'contributions.person-forgotten.v1': { person: string; on: Day };
}
export type ContributionsMessage = MessagesOf<ContributionsContracts>;
