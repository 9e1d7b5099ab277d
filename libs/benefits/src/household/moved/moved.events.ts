import type { DomainEvent } from '#kernel';
import type { BroughtIn, HandedOn } from './moved.types.js';

/** A person is of another household now: whatever is still decided here for care before the move is told there. */
export type RightsHandedOn = DomainEvent<
  'benefits.RightsHandedOn',
  1,
  HandedOn & { readonly household: string; readonly scheme: string; readonly person: string },
  undefined
>;

/**
 * What a person who moved here had used already, whole: it takes the place of what an earlier telling of the same move
 * said. `reconsider`: claims decided here before the move was told, or cut or refused for what is free again.
 */
export type RightsBroughtIn = DomainEvent<
  'benefits.RightsBroughtIn',
  1,
  BroughtIn & {
    readonly household: string;
    readonly scheme: string;
    readonly person: string;
    readonly fromScheme: string;
    readonly fromHousehold: string;
    /** Where they went on to since, so that it is told there too. */
    readonly movedTo: readonly HandedOn[];
    readonly because: 'coverChanged' | 'limitFreed';
    readonly reconsider: readonly string[];
  },
  undefined
>;

export type MovedEvent = RightsHandedOn | RightsBroughtIn;
