import type { Day, DomainEvent } from '#kernel';

/** Several funds carry what each leaves to the next, in this order. A later version is for requests from its day on. */
export type CofundingAgreed = DomainEvent<
  'subsidies.CofundingAgreed',
  1,
  { readonly cofunding: string; readonly funds: readonly string[]; readonly effectiveFrom: Day }
>;

export type CofundingEvent = CofundingAgreed;
