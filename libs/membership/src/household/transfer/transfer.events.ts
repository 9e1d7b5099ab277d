import type { Day, DomainEvent } from '#kernel';
import type { Identities } from '../household.events.js';
import type { CarriedPerson } from './transfer.state.js';

/** A scheme lets persons go: what they take along is written down. The other scheme has to receive them. */
export type TransferOpened = DomainEvent<
  'membership.TransferOpened',
  1,
  {
    transfer: string;
    fromScheme: string;
    fromHousehold: string;
    toScheme: string;
    on: Day;
    persons: readonly CarriedPerson[];
  },
  Identities
>;

/** The other scheme received them into a household of its own; once. */
export type TransferReceived = DomainEvent<
  'membership.TransferReceived',
  1,
  {
    transfer: string;
    fromScheme: string;
    fromHousehold: string;
    toScheme: string;
    toHousehold: string;
    on: Day;
    /** Whole months of contribution that go along with each person. */
    persons: readonly { person: string; months: number }[];
  }
>;

export type TransferEvent = TransferOpened | TransferReceived;
