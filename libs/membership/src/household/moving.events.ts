import type { Day, DomainEvent } from '#kernel';
import type { BandCount } from './bands.js';
import type { CoverFact, Identities, TermRuns } from './household.events.js';
import type { Charge, Relation } from './household.types.js';

/** Persons go on to another household or scheme from this day on: the day before is the last one covered here. */
export type PersonsTransferredOut = DomainEvent<
  'membership.PersonsTransferredOut',
  1,
  CoverFact & {
    transfer: string;
    toScheme: string;
    on: Day;
    moved: readonly string[];
    policyholder: string | null;
    approvedBy: string | null;
  }
>;

/** Someone came from another household or scheme: what was paid there covers them here, with the waiting served. */
export type PersonReceived = DomainEvent<
  'membership.PersonReceived',
  1,
  CoverFact & {
    transfer: string;
    fromScheme: string;
    person: string;
    relation: Relation;
    on: Day;
    /** Sex and age group; absent in what was written before it was counted. */
    bands?: readonly BandCount[];
    charges: readonly Charge[];
  },
  Identities
>;

/** A household that came from another scheme is covered here for what was paid there. */
export type CoverageReceived = DomainEvent<
  'membership.CoverageReceived',
  1,
  CoverFact & TermRuns & { transfer: string; fromScheme: string }
>;

export type MovingEvent = PersonsTransferredOut | PersonReceived | CoverageReceived;
