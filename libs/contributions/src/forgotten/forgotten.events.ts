import type { DomainEvent } from '#kernel';

/** Every key of a person is gone in contributions: names of payers they sealed are unreadable. Amounts stay. */
export type PersonForgotten = DomainEvent<'contributions.PersonForgotten', 1, { readonly person: string }>;
