import type { DomainEvent } from '#kernel';

/** Every key of a person is gone in membership: names, birth dates and telephone numbers they sealed are unreadable. Amounts stay. */
export type PersonForgotten = DomainEvent<'membership.PersonForgotten', 1, { readonly person: string }>;
