import type { DomainEvent } from '#kernel';

/** Every key of a person is gone in subsidies: names of funders and partners they sealed are unreadable. Amounts stay. */
export type PersonForgotten = DomainEvent<'subsidies.PersonForgotten', 1, { readonly person: string }>;
