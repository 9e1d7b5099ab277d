import type { DomainEvent } from '#kernel';

/** Every key of a person is gone in benefits: acts, diagnoses and traces they sealed are unreadable. Amounts stay. */
export type PersonForgotten = DomainEvent<'benefits.PersonForgotten', 1, { readonly person: string }>;
