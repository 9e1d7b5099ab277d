import {
  acceptIn,
  addDays,
  type Day,
  type JointDecider,
  type JointDecision,
  type NothingToDo,
  nothingToDo,
  type Refusal,
  refuse,
  seal,
} from '#kernel';
import { householdFold } from '../household/household.state.js';
import { type HouseholdStream, type OtherHouseholds, othersIn } from '../household/other-households.state.js';
import { uponSubmission } from './amendment/amendment.state.js';
import { decideOnReview } from './review/review.decider.js';
import { rulingsOn } from './review/review.state.js';
import type { AppealReason, FeedbackReason, ReviewReason } from './review/review.reasons.js';
import { adjudicateUnder } from './adjudicate.js';
import type { ClaimCommand, MarkRemitted, ReadjudicateClaim, ReverseClaim, SubmitClaim } from './claim.commands.js';
import type { ClaimAdjudicated, ClaimEvent } from './claim.events.js';
import { ClaimReason } from './claim.reasons.js';
import { adjudicatedEvent, bookedEvents, reversedEvent, submittedEvent } from './claim.recording.js';
import { claimFold, type ClaimState, type KnownClaim } from './claim.state.js';
import type { ClaimContent, SubmittedClaim } from './claim.types.js';
import { coveragesOf, type Households } from './coverage/coverage.types.js';
import { booksApart, householdsAsked } from './coverage/households-asked.js';
import type { PackageVersion } from '../package/package.types.js';
import { flagsOf, noteOf } from './prescription/prescription-control.js';
import { saysTheSame } from './says-the-same.js';

export type ClaimStreams = {
  readonly claim: { readonly event: ClaimEvent; readonly state: ClaimState };
  readonly household: HouseholdStream;
} & OtherHouseholds;

export type ClaimReasons = ClaimReason | ReviewReason | AppealReason | FeedbackReason;
type Outcome = JointDecision<ClaimStreams, ClaimReason>;

/**
 * Decides a claim against its household's rights: both streams move together, so no franc is promised twice. Of somebody
 * with several products the streams of all of them do.
 */
export const claimDecider: JointDecider<ClaimCommand, ClaimStreams, ClaimReasons> = {
  folds: { claim: claimFold, household: householdFold },

  decide(command, { claim, household, ...others }) {
    const households = householdsAsked(command, claim, [household, ...othersIn(others)]);
    return booksApart(decideWith(command, claim, households), households);
  },
};

const decideWith = (
  command: ClaimCommand,
  claim: ClaimState,
  households: Households,
): JointDecision<ClaimStreams, ClaimReasons> => {
  switch (command.type) {
    case 'SubmitClaim':
      return submit(command, claim, households);
    case 'ReadjudicateClaim':
      return readjudicate(command, claim, households);
    case 'ReverseClaim':
      return reverse(command, claim, households);
    case 'MarkRemitted':
      return markRemitted(command, claim);
    default:
      return decideOnReview(command, claim, households);
  }
};

/** @refuses benefits.claim.already_submitted the claim's id was used for another claim */
const submit = (
  { claim: asked, content, household, facts, others }: SubmitClaim,
  claim: ClaimState,
  households: Households,
): Outcome => {
  if (claim.status !== 'none') return answerAgain(claim, asked, content);
  if (household === null) return refuse(ClaimReason.beneficiaryChanged, { claim: asked.claim });
  const concluded = adjudicateUnder(asked, content, coveragesOf({ household, facts }, others, households));
  const circumstances = { before: null, because: 'submitted', cause: null } as const;
  const decided = adjudicatedEvent(asked, concluded, circumstances);
  return acceptIn({
    claim: [
      submittedEvent(asked, content),
      decided,
      ...flagged(asked, content, decided, facts.package?.version),
      ...uponSubmission(claim, asked),
    ],
    household: bookedEvents(households, asked, 1, concluded.status, concluded.bookings),
  });
};

/** A prescription that does not look as it should goes to a second person, and is not paid meanwhile. */
const flagged = (
  { claim, scheme, provider, person, receivedOn: openedOn }: SubmittedClaim,
  content: ClaimContent,
  { data: { status, amounts } }: ClaimAdjudicated,
  governing: PackageVersion | undefined,
): readonly ClaimEvent[] => {
  const flags = status === 'rejected' ? [] : flagsOf(content, governing);
  if (flags.length === 0) return [];
  const opened = { review: 1, because: 'flagged', openedBy: ruleBook, openedOn, amount: amounts.scheme } as const;
  return [
    {
      type: 'benefits.ClaimReviewOpened',
      version: 1,
      effectiveAt: openedOn,
      data: { claim, scheme, provider, person, ...opened },
      sealed: { note: seal(person, 'medical', { text: noteOf(flags) }) },
    },
  ];
};

/** Who asks when nobody did: the package itself. */
const ruleBook = 'package';

/** The same claim again is answered as it stands; another one under its id is turned away. */
export const answerAgain = (
  known: KnownClaim,
  asked: SubmittedClaim,
  content: ClaimContent,
): Refusal<ClaimReason> | NothingToDo => {
  const same = known.content !== undefined && sameClaim(known.submitted, asked) && sameContent(known.content, content);
  return same ? nothingToDo : refuse(ClaimReason.alreadySubmitted, { claim: asked.claim });
};

/**
 * Decides again against what the others use today; recorded only when it says something else than before.
 * @refuses benefits.claim.not_found          there is no such claim
 * @refuses benefits.claim.content_unreadable the person's key is destroyed: the decision stays as it is
 */
const readjudicate = (
  { household, because, cause, facts, others, dayOver }: ReadjudicateClaim,
  claim: ClaimState,
  households: Households,
): Outcome => {
  if (claim.status === 'none') return refuse(ClaimReason.notFound, undefined, 'notFound');
  if (claim.status === 'reversed' || household === null) return nothingToDo;
  const { submitted, content, decision: before } = claim;
  if (!content) return refuse(ClaimReason.contentUnreadable, { claim: submitted.claim });
  const overdue = before?.overdue ?? waitedTooLong(submitted, facts, dayOver);
  if (dayOver !== undefined && !overdue) return nothingToDo;
  const coverages = coveragesOf({ household, facts }, others, households);
  const concluded = adjudicateUnder(submitted, content, coverages, rulingsOn(claim), overdue);
  if (before && saysTheSame(before, concluded)) return nothingToDo;
  const event = adjudicatedEvent(submitted, concluded, { before, because, cause });
  return acceptIn({
    claim: [event],
    household: bookedEvents(households, submitted, event.data.decision, concluded.status, concluded.bookings),
  });
};

/** The last of the days a package lets a claim wait is over. */
const waitedTooLong = (
  { receivedOn }: SubmittedClaim,
  { package: governing }: ReadjudicateClaim['facts'],
  dayOver: Day | undefined,
): boolean => {
  const days = governing?.version.pendedDays;
  return dayOver !== undefined && days !== undefined && dayOver >= addDays(receivedOn, days);
};

/**
 * Annuls a claim and frees what it used; it was paid or not, its history stays.
 * @refuses benefits.claim.not_found                there is no such claim in this scheme
 * @refuses benefits.claim.nothing_to_reverse       it was rejected: nothing was promised, and nobody takes it back
 * @refuses benefits.claim.reversed_before_received the reversal bears an earlier day than the claim's filing
 */
const reverse = (command: ReverseClaim, claim: ClaimState, households: Households): Outcome => {
  if (claim.status === 'none' || claim.submitted.scheme !== command.scheme) {
    return refuse(ClaimReason.notFound, undefined, 'notFound');
  }
  if (claim.status === 'reversed') return nothingToDo;
  const { submitted, decision } = claim;
  const nothing = !decision?.household || decision.status === 'rejected';
  if (nothing && !command.withdrawn) {
    return refuse(ClaimReason.nothingToReverse, { claim: submitted.claim });
  }
  if (command.reversedOn < submitted.receivedOn) {
    const facts = { reversedOn: command.reversedOn, receivedOn: submitted.receivedOn };
    return refuse(ClaimReason.reversedBeforeReceived, facts, 'unprocessable');
  }
  return acceptIn({
    claim: [reversedEvent(claim, command)],
    household: bookedEvents(households, submitted, (decision?.decision ?? 0) + 1, 'reversed'),
  });
};

/** @refuses benefits.claim.not_found there is no such claim */
const markRemitted = (
  { claim: id, remittance, amount, remittedOn, undone }: MarkRemitted,
  claim: ClaimState,
): Outcome => {
  if (claim.status === 'none') return refuse(ClaimReason.notFound, undefined, 'notFound');
  const marked = claim.remitted.last === remittance;
  if (undone ? !marked : marked) return nothingToDo;
  return acceptIn({
    claim: [
      {
        type: 'benefits.ClaimRemitted',
        version: 1,
        effectiveAt: remittedOn,
        data: { claim: id, remittance, amount, remittedOn, ...(undone ? { undone } : {}) },
      },
    ],
  });
};

const sameClaim = (left: SubmittedClaim, right: SubmittedClaim): boolean =>
  left.scheme === right.scheme &&
  left.provider === right.provider &&
  left.person === right.person &&
  left.serviceDate === right.serviceDate &&
  left.admittedOn === right.admittedOn &&
  left.dischargedOn === right.dischargedOn &&
  left.emergency === right.emergency &&
  left.host === right.host &&
  left.prescriber === right.prescriber &&
  left.resubmits?.claim === right.resubmits?.claim;

const sameContent = (left: ClaimContent, right: ClaimContent): boolean =>
  left.diagnosis === right.diagnosis &&
  left.lines.length === right.lines.length &&
  left.lines.every((line, index) => {
    const other = right.lines[index];
    return (
      line.act === other?.act &&
      line.quantity === other.quantity &&
      line.unitPrice === other.unitPrice &&
      line.item === other.item
    );
  });
