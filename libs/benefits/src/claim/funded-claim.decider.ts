import { acceptIn, type JointDecider, type Minor } from '#kernel';
import type { ProgrammeEvent } from '../programme/programme.events.js';
import { programmesFold, type ProgrammesState, useOf } from '../programme/programme.state.js';
import { claimDecider, type ClaimReasons, type ClaimStreams } from './claim.decider.js';
import type { ClaimCommand } from './claim.commands.js';
import type { ClaimEvent } from './claim.events.js';

export type FundedClaimStreams = ClaimStreams & {
  readonly programmes: { readonly event: ProgrammeEvent; readonly state: ProgrammesState };
};

/** A command on a claim that envelopes of the scheme may have a say in. `use` stands for the claim in their stream. */
export interface FundedCommand {
  readonly asked: ClaimCommand;
  readonly use: string;
}

/**
 * The same decisions, with funders' envelopes: what a decision draws on them, or gives back, is written with it, so
 * that no franc of theirs is promised twice either.
 */
export const fundedClaimDecider: JointDecider<FundedCommand, FundedClaimStreams, ClaimReasons> = {
  folds: { ...claimDecider.folds, programmes: programmesFold },

  decide({ asked, use }, { claim, household, programmes }) {
    const decision = claimDecider.decide(withProgrammes(asked, programmes), { claim, household });
    if (decision.outcome !== 'accepted') return decision;
    const drawn = drawnBy(decision.events.claim ?? []);
    if (!drawn) return acceptIn(decision.events);
    return acceptIn({ ...decision.events, programmes: movements(programmes, use, drawn) });
  },
};

/** Envelopes as they are at the moment of the decision, in the place of those that were looked up before it. */
const withProgrammes = (asked: ClaimCommand, programmes: ProgrammesState): ClaimCommand => {
  if (!('facts' in asked) || !asked.facts.funding) return asked;
  return { ...asked, facts: { ...asked.facts, funding: { ...asked.facts.funding, programmes } } };
};

interface Drawn {
  readonly on: ClaimEvent['effectiveAt'];
  readonly byEnvelope: ReadonlyMap<string, Minor>;
}

/** What the claim has of each envelope after these events; null where they decide nothing about money. */
const drawnBy = (events: readonly ClaimEvent[]): Drawn | null => {
  const last = events.findLast(({ type }) => type === 'benefits.ClaimAdjudicated' || type === 'benefits.ClaimReversed');
  if (!last) return null;
  const byEnvelope = new Map<string, Minor>();
  const lines = last.type === 'benefits.ClaimAdjudicated' ? (last.sealed?.trace.value?.lines ?? []) : [];
  for (const { draws = [] } of lines)
    for (const { envelope, amount } of draws) byEnvelope.set(envelope, (byEnvelope.get(envelope) ?? 0) + amount);
  return { on: last.effectiveAt, byEnvelope };
};

const movements = (programmes: ProgrammesState, use: string, { on, byEnvelope }: Drawn): readonly ProgrammeEvent[] => {
  const had = useOf(programmes, use);
  const touched = [...new Set([...Object.keys(had), ...byEnvelope.keys()])].sort();
  return touched.flatMap((envelope): ProgrammeEvent[] => {
    const held = programmes.envelopes.get(envelope);
    const ofUse = byEnvelope.get(envelope) ?? 0;
    const amount = ofUse - (had[envelope] ?? 0);
    if (!held || amount === 0) return [];
    const { currency, closed, window } = held;
    const data = { envelope, currency, use, amount, ofUse, spent: held.spent + amount, closed, from: window.from };
    return [{ type: 'benefits.EnvelopeDrawn', version: 1, effectiveAt: on, data }];
  });
};
