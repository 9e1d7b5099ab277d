import type { Day, DomainEvent, Sealed } from '#kernel';

/** A funder is known. The name is sealed: some who give are private persons, and some wish not to be named. */
export type FunderRegistered = DomainEvent<
  'subsidies.FunderRegistered',
  1,
  { readonly funder: string; readonly registeredOn: Day },
  { readonly name: Sealed<string> }
>;

export type FunderEvent = FunderRegistered;
