import { acceptIn, type JointDecider, type Minor, refuse } from '#kernel';
import type { AdjudicationFacts } from './adjudication.facts.js';
import { exceptionsBooked } from './exceptions-booked.js';
import type { ExceptionEvent } from '../exception/exception.events.js';
import { exceptionsFold, type ExceptionsState } from '../exception/exception.state.js';
import type { ProgrammeEvent } from '../programme/programme.events.js';
import { programmesFold, type ProgrammesState, useOf } from '../programme/programme.state.js';
import type { StandIn } from '../programme/programme.types.js';
import { claimDecider, type ClaimReasons, type ClaimStreams } from './claim.decider.js';
import type { ClaimCommand } from './claim.commands.js';
import type { ClaimAdjudicated, ClaimEvent, ClaimReversed } from './claim.events.js';
import { ReviewReason } from './review/review.reasons.js';

export type GuardedClaimStreams = ClaimStreams & {
  readonly programmes: { readonly event: ProgrammeEvent; readonly state: ProgrammesState };
  readonly exceptions: { readonly event: ExceptionEvent; readonly state: ExceptionsState };
};

/** A command on a claim that other sums than the household's have a say in. `use` stands for the claim with funders. */
export interface GuardedCommand {
  readonly asked: ClaimCommand;
  readonly use: string;
  /** Envelope → what its funder may know of who draws on it; envelopes that came since are not in it. */
  readonly standIns: Readonly<Record<string, StandIn>>;
}

/**
 * The same decisions, with funders' envelopes and the budget for exceptions: what a decision draws on them, or gives
 * back, is written with it, so that no franc of theirs is promised twice either.
 *
 * @refuses benefits.review.budget_exhausted the year's exceptions of the product would cost more than its rules allow
 */
export const guardedClaimDecider: JointDecider<GuardedCommand, GuardedClaimStreams, ClaimReasons> = {
  folds: { ...claimDecider.folds, programmes: programmesFold, exceptions: exceptionsFold },

  decide({ asked, use, standIns }, { programmes, exceptions, ...own }) {
    const decision = claimDecider.decide(withProgrammes(asked, programmes), own);
    if (decision.outcome !== 'accepted') return decision;
    const decided = (decision.events.claim ?? []).findLast(isDecision);
    if (!decided) return acceptIn(decision.events);
    const booked = exceptionsBooked(exceptions, decided);
    const over = overBudget(asked, booked);
    if (over) return refuse(ReviewReason.budgetExhausted, over);
    return acceptIn({
      ...decision.events,
      programmes: movements(programmes, { use, standIns }, decided),
      exceptions: booked,
    });
  },
};

const isDecision = (event: ClaimEvent): event is ClaimAdjudicated | ClaimReversed =>
  event.type === 'benefits.ClaimAdjudicated' || event.type === 'benefits.ClaimReversed';

/** Envelopes as they are at the moment of the decision, in the place of those that were looked up before it. */
const withProgrammes = (asked: ClaimCommand, programmes: ProgrammesState): ClaimCommand => {
  if (!('facts' in asked) || !asked.facts.funding) return asked;
  const others = asked.others?.map(({ household, facts }) => ({ household, facts: withThese(facts, programmes) }));
  return { ...asked, facts: withThese(asked.facts, programmes), ...(others ? { others } : {}) };
};

const withThese = (facts: AdjudicationFacts, programmes: ProgrammesState): AdjudicationFacts =>
  facts.funding ? { ...facts, funding: { ...facts.funding, programmes } } : facts;

/** Only who rules is turned away: a decision that follows from other facts is what it is. */
const overBudget = (asked: ClaimCommand, booked: readonly ExceptionEvent[]) => {
  if (asked.type !== 'DecideReview' && asked.type !== 'DecideAppeal') return null;
  const budget = asked.facts.package?.version.exceptions?.yearly;
  const more = booked.find(({ data }) => data.amount > 0)?.data;
  if (budget === undefined || !more || more.spent <= budget) return null;
  return { budget, left: Math.max(0, budget - more.spent + more.amount), asked: more.amount };
};

/** What the claim has of each envelope now, less what it had. */
const movements = (
  programmes: ProgrammesState,
  { use, standIns }: Pick<GuardedCommand, 'use' | 'standIns'>,
  decided: ClaimAdjudicated | ClaimReversed,
): readonly ProgrammeEvent[] => {
  const had = useOf(programmes, use);
  const now = drawnBy(decided);
  const touched = [...new Set([...Object.keys(had), ...now.keys()])].sort();
  return touched.flatMap((envelope): ProgrammeEvent[] => {
    const held = programmes.envelopes.get(envelope);
    const ofUse = now.get(envelope) ?? 0;
    const amount = ofUse - (had[envelope] ?? 0);
    if (!held || amount === 0) return [];
    const { currency, closed, window } = held;
    const told = standIns[envelope];
    const sums = { amount, ofUse, spent: held.spent + amount };
    const data = { envelope, currency, use, ...sums, closed, from: window.from, ...(told && { told }) };
    return [{ type: 'benefits.EnvelopeDrawn', version: 1, effectiveAt: decided.effectiveAt, data }];
  });
};

const drawnBy = (decided: ClaimAdjudicated | ClaimReversed): ReadonlyMap<string, Minor> => {
  const byEnvelope = new Map<string, Minor>();
  const lines = decided.type === 'benefits.ClaimAdjudicated' ? (decided.sealed?.trace.value?.lines ?? []) : [];
  for (const { draws = [] } of lines)
    for (const { envelope, amount } of draws) byEnvelope.set(envelope, (byEnvelope.get(envelope) ?? 0) + amount);
  return byEnvelope;
};
