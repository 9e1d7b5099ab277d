import { type Minor, seal } from '#kernel';
import type { ClaimBooked } from '../household/household.events.js';
import { bookingOf, type HouseholdState, toldTo } from '../household/household.state.js';
import { type Booking, type ClaimStatus, noUsage } from '../household/household.types.js';
import { affectedByEvidence, evidenceChange, freedBy } from '../household/reconsider.state.js';
import type { Uses } from './account.js';
import type { Adjudication } from './adjudicate.js';
import type { ClaimAdjudicated, ClaimReversed, ClaimSubmitted, PayeeChange } from './claim.events.js';
import type { ReverseClaim } from './claim.commands.js';
import type { HeldDecision, KnownClaim } from './claim.state.js';
import { type ClaimContent, type DecidedBecause, governingDay, type SubmittedClaim } from './claim.types.js';
import type { Households } from './coverage/coverage.types.js';

/** Conclusions written down as events: what goes in the clear part, what is sealed, what the household books. */

export const submittedEvent = (claim: SubmittedClaim, content: ClaimContent): ClaimSubmitted => ({
  type: 'benefits.ClaimSubmitted',
  version: 1,
  effectiveAt: governingDay(claim),
  data: { ...claim, lineCount: content.lines.length },
  sealed: { content: seal(claim.person, 'medical', content) },
});

export interface Circumstances {
  readonly before: HeldDecision | null;
  readonly because: DecidedBecause;
  readonly cause: string | null;
}

export const adjudicatedEvent = (
  { claim, scheme, provider, person, host }: SubmittedClaim,
  concluded: Adjudication,
  { before, because, cause }: Circumstances,
): ClaimAdjudicated => ({
  type: 'benefits.ClaimAdjudicated',
  version: 1,
  effectiveAt: concluded.governs,
  data: {
    claim,
    scheme,
    provider,
    person,
    ...(host === undefined ? {} : { host }),
    household: concluded.household,
    decision: (before?.decision ?? 0) + 1,
    status: concluded.status,
    payee: concluded.payee,
    governs: concluded.governs,
    currency: concluded.currency,
    amounts: concluded.amounts,
    change: changeBetween(before, concluded),
    package: concluded.package,
    coverRevision: concluded.coverRevision,
    ...(concluded.further ? { further: concluded.further } : {}),
    ...(concluded.overdue ? { overdue: concluded.overdue } : {}),
    because,
    cause,
  },
  sealed: { trace: seal(person, 'medical', concluded.trace) },
});

export const reversedEvent = (
  { submitted, decision, remitted }: KnownClaim,
  { reversedOn, reason }: ReverseClaim,
): ClaimReversed => ({
  type: 'benefits.ClaimReversed',
  version: 1,
  effectiveAt: reversedOn,
  data: {
    claim: submitted.claim,
    scheme: submitted.scheme,
    provider: submitted.provider,
    person: submitted.person,
    ...(submitted.host === undefined ? {} : { host: submitted.host }),
    household: decision?.household ?? null,
    decision: (decision?.decision ?? 0) + 1,
    payee: decision?.payee ?? 'provider',
    governs: governingDay(submitted),
    currency: decision?.currency ?? 'XOF',
    reversedOn,
    change: changeBetween(decision, null),
    remittedIn: remitted.last,
  },
  sealed: { reason: seal(submitted.person, 'medical', { text: reason }) },
});

type Owed = Pick<HeldDecision, 'payee' | 'amounts'> | null;

/** What each payee is owed by the later decision less what the earlier one promised; null: nothing. */
const changeBetween = (before: Owed, after: Owed): PayeeChange => {
  const funders = fundersPart(after) - fundersPart(before);
  return {
    provider: owedTo('provider', after) - owedTo('provider', before),
    member: owedTo('member', after) - owedTo('member', before),
    ...(funders === 0 ? {} : { funders }),
  };
};

/** The scheme pays for its funders too, and is paid by them. */
const owedTo = (payee: 'provider' | 'member', owed: Owed): Minor =>
  owed?.payee === payee ? owed.amounts.scheme + fundersPart(owed) : 0;

const fundersPart = (owed: Owed): Minor => (owed ? owed.amounts.programme + owed.amounts.funderOnCopay : 0);

/** What each of the person's households books of a decision: those that have lines of it, and those that had some. */
export const bookedEvents = (
  households: Households,
  claim: SubmittedClaim,
  decision: number,
  status: ClaimStatus,
  bookings: Adjudication['bookings'] = [],
): readonly ClaimBooked[] => {
  const booked: ClaimBooked[] = [];
  for (const [id, state] of households) {
    const uses = bookings.find(({ household }) => household === id)?.uses;
    if (!uses && !bookingOf(state, claim.claim, governingDay(claim))) continue;
    const besides = [...households.values()].filter(other => other !== state);
    booked.push(bookedEvent(id, state, claim, decision, status, uses, besides));
  }
  return booked;
};

/**
 * The household's side of a decision: what it uses now, and which claims are to be decided again for it.
 * @param besides the person's other households: their claims may rest on the same evidence
 */
export const bookedEvent = (
  household: string,
  state: HouseholdState,
  claim: SubmittedClaim,
  decision: number,
  status: ClaimStatus,
  uses?: Uses,
  besides: readonly HouseholdState[] = [],
): ClaimBooked => {
  const governs = governingDay(claim);
  const before = bookingOf(state, claim.claim, governs);
  const booking: Booking = {
    claim: claim.claim,
    decision,
    person: claim.person,
    status,
    governs,
    recordedAt: claim.recordedAt,
    ...(uses ?? { period: before?.period ?? null, usage: noUsage, holds: [], limitedBy: [], needs: [] }),
  };
  const freed = freedBy(state, before, booking);
  const evidence = affectedByEvidence([state, ...besides], claim.person, governs, evidenceChange(before, booking));
  return {
    type: 'benefits.ClaimBooked',
    version: 1,
    effectiveAt: governs,
    data: {
      ...booking,
      household,
      because: freed.length > 0 ? 'limitFreed' : 'evidenceChanged',
      reconsider: [...freed, ...evidence.filter(other => other !== claim.claim && !freed.includes(other))],
      ...toldTo(state, claim.person, governs),
    },
  };
};
