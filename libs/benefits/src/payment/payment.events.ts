import type { DomainEvent } from '#kernel';

/** Where a provider is paid, or from where a scheme pays; the latest holds. */
export type PaymentAccountRegistered = DomainEvent<
  'benefits.PaymentAccountRegistered',
  1,
  {
    readonly scheme: string;
    /** A provider; null for the scheme itself. */
    readonly provider: string | null;
    readonly name: string;
    readonly account: string;
    readonly bank: string | null;
    readonly registeredBy: string;
  },
  undefined
>;
export type PaymentEvent = PaymentAccountRegistered;
