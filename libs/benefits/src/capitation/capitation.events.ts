import type { Currency, Day, DomainEvent, Minor } from '#kernel';

/**
 * What a provider is owed by the head for a month, whoever came. `amount`: less what was recorded before for the same
 * month, so that a corrected count lands in the next remittance.
 * @unit `perPerson`, `amount`, `total`: minor units of `currency`; `month`: `2025-06`
 */
export type CapitationDue = DomainEvent<
  'benefits.CapitationDue',
  1,
  {
    readonly scheme: string;
    readonly provider: string;
    readonly month: string;
    readonly persons: number;
    readonly perPerson: Minor;
    readonly total: Minor;
    readonly amount: Minor;
    readonly currency: Currency;
    /** 1, 2, 3, … for the month. */
    readonly telling: number;
    readonly recordedOn: Day;
  },
  undefined
>;

export type CapitationEvent = CapitationDue;
