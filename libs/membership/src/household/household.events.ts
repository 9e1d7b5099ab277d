import type { Day, DomainEvent, Sealed } from '#kernel';
import type { BandCount } from './bands.js';
import type { MovingEvent } from './moving.events.js';
import type { CoverRules } from '../product/product.state.js';
import type {
  Category,
  Charge,
  Contact,
  Cover,
  Expulsion,
  Identity,
  Parting,
  Relation,
  Succession,
} from './household.types.js';

/** Person → who they are, sealed with that person's key. */
export type Identities = Readonly<Record<string, Sealed<Identity>>>;

interface OfHousehold {
  readonly household: string;
  readonly product: string;
}

/** A household joined (or came back after it had left); dues of its term are to be raised. */
export type HouseholdEnrolled = DomainEvent<
  'membership.HouseholdEnrolled',
  1,
  OfHousehold & {
    scheme: string;
    section: string;
    policyholder: string;
    persons: readonly { person: string; relation: Relation }[];
    enrolledOn: Day;
    /** Who joins, by sex and age group; absent in what was written before it was counted. */
    bands?: readonly BandCount[];
    term: number;
    rules: CoverRules;
    approvedBy: string | null;
  },
  Identities
>;

/** Someone joined later. Cover follows once the contribution for the months left is paid. */
export type PersonAdded = DomainEvent<
  'membership.PersonAdded',
  1,
  OfHousehold & {
    person: string;
    relation: Relation;
    addedOn: Day;
    /** Who joins, by sex and age group; absent in what was written before it was counted. */
    bands?: readonly BandCount[];
    charges: readonly Charge[];
    approvedBy: string | null;
  },
  Identities
>;

/** What each change of cover carries: the persons concerned with their whole cover as it stands now, and what led here. */
export interface CoverFact extends OfHousehold {
  readonly term: number;
  readonly persons: readonly Cover[];
}

/** The event of another context that led here. */
interface OfOrigin {
  readonly origin: string;
}

/** The term runs between these days; both inside. `deadline`: the next day on which closing the day decides something. */
export interface TermRuns {
  readonly from: Day;
  readonly to: Day;
  readonly graceUntil: Day;
  readonly rules: CoverRules;
  readonly deadline: Day | null;
}

/** A child was born; declared in time it is covered from birth without waiting, else from the month after. */
export type BirthDeclared = DomainEvent<
  'membership.BirthDeclared',
  1,
  CoverFact & {
    person: string;
    /** First day the child may be covered: birth, or the first of the month after a late declaration. */
    startsOn: Day;
    inTime: boolean;
    declaredOn: Day;
    /** Who joins, by sex and age group; absent in what was written before it was counted. */
    bands?: readonly BandCount[];
    charges: readonly Charge[];
    approvedBy: string | null;
  },
  Identities
>;

/** Cover of the person ends with the day of death; `policyholder` answers for the household from now on. */
export type DeathRecorded = DomainEvent<
  'membership.DeathRecorded',
  1,
  CoverFact & { person: string; diedOn: Day; declaredOn: Day; policyholder: string | null; approvedBy: string | null }
>;

/** First cover, or new cover after a lapse: from the first of the month after the threshold was met, with new waiting. */
export type CoverageStarted = DomainEvent<
  'membership.CoverageStarted',
  1,
  CoverFact & TermRuns & OfOrigin & { metOn: Day }
>;

/** The next term was paid in time: cover goes on without a gap and without new waiting. */
export type CoverageRenewed = DomainEvent<
  'membership.CoverageRenewed',
  1,
  CoverFact & TermRuns & OfOrigin & { metOn: Day }
>;

/** A lapse was decided, then a payment came to light that had been made in time: cover goes on as if renewed then. */
export type CoverageReinstated = DomainEvent<
  'membership.CoverageReinstated',
  1,
  CoverFact & TermRuns & OfOrigin & { metOn: Day; lapsedTerm: number }
>;

/** Persons who joined later paid their part: covered to the end of the household's term. */
export type CoverageExtended = DomainEvent<'membership.CoverageExtended', 1, CoverFact & OfOrigin & { metOn: Day }>;

/** Cover held in another register goes on here, from the start written there. */
export type CoverageTakenOver = DomainEvent<
  'membership.CoverageTakenOver',
  1,
  CoverFact & TermRuns & { waitingFrom: Day }
>;

/** A targeted subsidy carries the household: covered without waiting, possibly from before the approval. */
export type TargetedCoverageGranted = DomainEvent<
  'membership.TargetedCoverageGranted',
  1,
  CoverFact & TermRuns & { approvedOn: Day; decision: string; approvedBy: string | null }
>;

/** An instalment was unpaid at the end of its due day: rights are suspended from that day. */
export type CoverageSuspended = DomainEvent<'membership.CoverageSuspended', 1, CoverFact & OfOrigin & { from: Day }>;

/** Arrears were paid: rights resume on this day, without back-cover. */
export type CoverageResumed = DomainEvent<'membership.CoverageResumed', 1, CoverFact & OfOrigin & { from: Day }>;

/**
 * The term gives no cover, as if it had not been paid: a receipt was voided. Where the threshold was met on another day
 * than was thought (`older-receipt`, or credit in the place of a voided one), cover starts again at once by that day.
 */
export type CoverageWithdrawn = DomainEvent<
  'membership.CoverageWithdrawn',
  1,
  CoverFact & OfOrigin & { why: string; deadline: Day | null }
>;

/** Nothing was paid by the last day of grace: cover ended with the term. */
export type CoverageLapsed = DomainEvent<
  'membership.CoverageLapsed',
  1,
  CoverFact & { lapsedOn: Day; deadline: Day | null }
>;

/** The next term may be paid. */
export type RenewalOpened = DomainEvent<
  'membership.RenewalOpened',
  1,
  OfHousehold & {
    term: number;
    from: Day;
    to: Day;
    persons: readonly string[];
    opensOn: Day;
    rules: CoverRules;
    deadline: Day;
  }
>;

/** The term will not be taken up; its dues are void. */
export type TermAbandoned = DomainEvent<
  'membership.TermAbandoned',
  1,
  OfHousehold & { term: number; on: Day; because: 'lapsed'; deadline: Day | null }
>;

/** The household withdrew before its cover began. */
export type EnrolmentCancelled = DomainEvent<'membership.EnrolmentCancelled', 1, CoverFact & { on: Day }>;

/** Somebody found what the household can bear to pay: an earlier finding ends where this one begins. */
export type CategoryAssessed = DomainEvent<
  'membership.CategoryAssessed',
  1,
  OfHousehold & Category & { assessedOn: Day; approvedBy: string | null }
>;

/** Somebody lives elsewhere for a time (a season, a job abroad); cover goes on. */
export type AbsenceRecorded = DomainEvent<
  'membership.AbsenceRecorded',
  1,
  OfHousehold & { person: string; from: Day; until: Day | null }
>;

/** Somebody who lives elsewhere pays for the household. */
export type RemotePayerNamed = DomainEvent<
  'membership.RemotePayerNamed',
  1,
  OfHousehold & { payer: string; since: Day },
  Readonly<Record<string, Sealed<Contact>>>
>;

/** Somebody else answers for the household: one of its adults, or a guardian from outside. Cover stays as it is. */
export type PolicyholderChanged = DomainEvent<
  'membership.PolicyholderChanged',
  1,
  OfHousehold & {
    policyholder: string;
    previous: string | null;
    outside: boolean;
    because: Succession;
    on: Day;
    approvedBy: string | null;
  },
  Readonly<Record<string, Sealed<Contact>>>
>;

/** Someone left the household. What was paid covers them to the end of the term; no renewal asks for them. */
export type PersonLeft = DomainEvent<
  'membership.PersonLeft',
  1,
  CoverFact & { person: string; because: Parting; on: Day; policyholder: string | null; approvedBy: string | null }
>;

/** Waiting served elsewhere counts here, by a decision that is named. */
export type WaitingCredited = DomainEvent<
  'membership.WaitingCredited',
  1,
  CoverFact & { person: string; waitingFrom: Day; coveredUntil: Day; decision: string; approvedBy: string }
>;

/** The scheme struck the household off by a decision: this day is the last one covered. */
export type HouseholdStruckOff = DomainEvent<
  'membership.HouseholdStruckOff',
  1,
  CoverFact & { on: Day; decision: string; because: Expulsion; awaited: number | null; approvedBy: string }
>;

export type CoverEvent =
  | MovingEvent
  | PersonLeft
  | WaitingCredited
  | HouseholdStruckOff
  | BirthDeclared
  | DeathRecorded
  | CoverageStarted
  | CoverageRenewed
  | CoverageReinstated
  | CoverageExtended
  | CoverageTakenOver
  | TargetedCoverageGranted
  | CoverageSuspended
  | CoverageResumed
  | CoverageWithdrawn
  | CoverageLapsed
  | EnrolmentCancelled;

/** Facts about a household that change nobody's cover. */
export type CircumstanceEvent = CategoryAssessed | AbsenceRecorded | RemotePayerNamed | PolicyholderChanged;

export type HouseholdEvent =
  HouseholdEnrolled | PersonAdded | RenewalOpened | TermAbandoned | CircumstanceEvent | CoverEvent;
