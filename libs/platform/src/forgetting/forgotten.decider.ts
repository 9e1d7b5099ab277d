import type { Shard } from '#eventstore';
import { accept, type Day, type Decider, type DomainEvent, nothingToDo } from '#kernel';

/** Every key of a person is gone in one context: what they sealed there is unreadable, in each copy without keys. */
export type PersonForgotten = DomainEvent<`${Shard}.PersonForgotten`, 1, { readonly person: string }>;

export interface RecordForgotten {
  readonly person: string;
  readonly on: Day;
}

export type ForgottenState =
  { readonly status: 'none' } | { readonly status: 'forgotten'; readonly person: string; readonly on: Day };

export const forgottenStream = (shard: Shard, person: string): string => `${shard}.forgotten-${person}`;
export const forgottenType = (shard: Shard): PersonForgotten['type'] => `${shard}.PersonForgotten`;

/** The same in each context: a person is forgotten there once, for good. It refuses nothing, as the keys are gone. */
export const forgottenDecider = (shard: Shard): Decider<RecordForgotten, PersonForgotten, ForgottenState, never> => ({
  initialState: { status: 'none' },
  decide: ({ person, on }, { status }) =>
    status === 'forgotten'
      ? nothingToDo
      : accept({ type: forgottenType(shard), version: 1, effectiveAt: on, data: { person } }),
  evolve: (_, { data: { person }, effectiveAt: on }) => ({ status: 'forgotten', person, on }),
});
