import type { Day, DomainEvent, Minor, Sealed } from '#kernel';
import type { ItemReceived } from '../in-kind/in-kind.events.js';
import type { LumpSumDecided } from '../lump-sum/lump-sum.events.js';
import type { MovedEvent } from './moved/moved.events.js';
import type { HandedOn } from './moved/moved.types.js';
import type { Booking, Letter, NotedCover, Patient } from './household.types.js';

/**
 * A person's cover, as membership told it, written down before any claim is decided by it.
 * `reconsider`: claims whose eligibility it changes, in the order they were recorded.
 */
export type CoverNoted = DomainEvent<
  'benefits.CoverNoted',
  1,
  {
    readonly household: string;
    readonly scheme: string;
    readonly person: string;
    readonly cover: NotedCover;
    readonly because: string;
    /** Message that told it. */
    readonly origin: string;
    readonly reconsider: readonly string[];
  },
  undefined
>;

/** A provider attested an antenatal session. `reconsider`: claims that were refused for want of it. */
export type SessionAttested = DomainEvent<
  'benefits.SessionAttested',
  1,
  {
    readonly attestation: string;
    readonly household: string;
    readonly person: string;
    readonly provider: string;
    readonly heldOn: Day;
    readonly key: string;
    readonly reconsider: readonly string[];
    /** Where the person went since; absent where they stayed. */
    readonly movedTo?: readonly HandedOn[];
  },
  { readonly session: Sealed<{ readonly act: string }> }
>;

/**
 * What a decision on a claim uses of the household's rights; it takes the place of what an earlier decision used.
 * `reconsider`: claims that were cut or refused for what is free again, or that miss or gain evidence by it.
 */
export type ClaimBooked = DomainEvent<
  'benefits.ClaimBooked',
  1,
  Booking & {
    readonly household: string;
    readonly because: ReconsiderBecause;
    readonly reconsider: readonly string[];
    /** Where the person went since the care; absent where they stayed. */
    readonly movedTo?: readonly HandedOn[];
  },
  undefined
>;

/**
 * How old a person is, of which sex, and what they are to the policyholder: some benefits are decided by it. All of it
 * is sealed. `reconsider`: claims that waited for it, or that a correction may change.
 */
export type PersonDescribed = DomainEvent<
  'benefits.PersonDescribed',
  1,
  {
    readonly household: string;
    readonly scheme: string;
    readonly person: string;
    readonly reconsider: readonly string[];
  },
  { readonly patient: Sealed<Patient> }
>;

/** The scheme allows a stay beforehand and keeps so much of the person's rights free for it. */
export type LetterIssued = DomainEvent<
  'benefits.LetterIssued',
  1,
  Letter & { readonly household: string; readonly scheme: string; readonly reconsider: readonly string[] },
  { readonly care: Sealed<{ readonly act: string }> }
>;

/** A letter nobody drew on is given back; what it kept free is free for all again. */
export type LetterReleased = DomainEvent<
  'benefits.LetterReleased',
  1,
  {
    readonly letter: string;
    readonly household: string;
    readonly scheme: string;
    readonly person: string;
    readonly amount: Minor;
    readonly releasedOn: Day;
    readonly reconsider: readonly string[];
  },
  undefined
>;

/** Why the claims in `reconsider` are decided again. */
export type ReconsiderBecause = 'limitFreed' | 'evidenceChanged';

export type HouseholdEvent =
  | PersonDescribed
  | CoverNoted
  | SessionAttested
  | ClaimBooked
  | LetterIssued
  | LetterReleased
  | MovedEvent
  | LumpSumDecided
  | ItemReceived;
