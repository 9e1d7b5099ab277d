import type { DomainEvent } from '#kernel';

/** Every key of a person is gone in webhooks: credentials and addresses of receivers they sealed are unreadable. Amounts stay. */
export type PersonForgotten = DomainEvent<'webhooks.PersonForgotten', 1, { readonly person: string }>;
