import type { Minor, Period } from '#kernel';
import { eligibilityOn, householdPeriod } from '../household/cover.state.js';
import type { HouseholdState } from '../household/household.state.js';
import type { Booking } from '../household/household.types.js';
import { letterFor, reservedOn } from '../household/letters.state.js';
import { claimedDays, evidenceDays, holderOf, type UsedRights, usedRights } from '../household/usage.state.js';
import type { AdjudicationFacts } from './adjudication.facts.js';
import { bundleWaits } from './bundle-waits.js';
import { type ClaimContent, governingDay, type Ruling, type SubmittedClaim } from './claim.types.js';
import type { Coverage } from './coverage/coverage.types.js';
import type { ClaimInProgress, LineInProgress } from './rules/rule.js';

/** Counted up line by line. */
type OwnUse = UsedRights & Record<'categories' | 'acts', Map<string, number>>;

/** One coverage of the person while a claim is decided: the claim as its rules see it, and what its lines use. */
export interface Account {
  readonly coverage: Coverage;
  readonly around: ClaimInProgress;
  /** Cover period of the household the claim is counted in; null where there is none. */
  readonly period: Period | null;
  readonly own: OwnUse;
  /** Business keys of its accepted and pended lines. */
  readonly holds: string[];
  readonly lines: LineInProgress[];
}

/** What all coverages of a person share while one claim is decided. */
export interface Shared {
  readonly claim: SubmittedClaim;
  readonly content: ClaimContent;
  /** What each of the person's households has used. */
  readonly everywhere: readonly HouseholdState[];
  readonly rulings: readonly Ruling[];
  /** Business keys of earlier lines, whichever coverage they are under. */
  readonly held: Set<string>;
  /** Drawn on funders' envelopes by earlier lines. */
  readonly drawn: Map<string, Minor>;
  readonly actsClaimed: ReadonlySet<string>;
}

export const sharedBy = (
  claim: SubmittedClaim,
  content: ClaimContent,
  coverages: readonly Coverage[],
  rulings: readonly Ruling[],
): Shared => ({
  claim,
  content,
  everywhere: coverages.map(({ rights }) => rights),
  rulings,
  held: new Set(),
  drawn: new Map(),
  actsClaimed: new Set(content.lines.map(({ act }) => act)),
});

/**
 * Opens the account of one coverage: its own rights, limits and letters. Who the person is, what care they had and
 * what was claimed already is known whichever coverage it came by.
 */
export const openAccount = (coverage: Coverage, shared: Shared): Account => {
  const { claim, content, rulings, held, drawn, actsClaimed, everywhere } = shared;
  const { rights: household, facts } = coverage;
  const governs = governingDay(claim);
  const eligibility = eligibilityOn(household.cover.get(claim.person), governs);
  const period = eligibility.status === 'covered' ? householdPeriod(household, eligibility.span, governs) : null;
  const letterOf = (act: string) => letterOfAct(household, claim, facts, act);
  const used =
    eligibility.status === 'covered' && period
      ? rightsTaken(household, claim, eligibility.span, period, drawnOn(content.lines, facts, letterOf))
      : nothingUsed();
  const own = nothingUsed();
  const around: ClaimInProgress = {
    claim,
    governs,
    facts,
    eligibility,
    used,
    letterOf,
    actsClaimed,
    drawn,
    rulingOn: index => rulings.find(({ line }) => line === index + 1),
    diagnosis: content.diagnosis,
    patient: first(everywhere, ({ patients }) => patients.get(claim.person)) ?? null,
    bornOn: first(everywhere, ({ births }) => births?.get(claim.person)),
    ownActs: own.acts,
    usedOfStay: new Map(),
    usedOfLetter: 0,
    holderOf: key =>
      held.has(key) ? claim.claim : first(everywhere, rights => holderOf(rights, key, governs, claim.claim)),
    evidenceDays: need => together(everywhere, rights => evidenceDays(rights, claim.person, need)),
    claimedDays: window => claimedDays(household, claim.person, window, claim.claim),
  };
  return { coverage, around, period, own, holds: [], lines: [] };
};

/** What the lines under this coverage use of the household's rights. */
export const usesOf = ({ period, own, holds, lines, around }: Account): Uses => {
  const letter = lines.find(line => line.status === 'approved' && line.letter !== undefined)?.letter;
  return {
    period,
    usage: {
      ceilings: own.household,
      deducted: own.deducted,
      categories: Object.fromEntries(own.categories),
      acts: Object.fromEntries(own.acts),
    },
    holds,
    limitedBy: [...new Set(lines.flatMap(({ limitedBy }) => limitedBy))],
    needs: lines.flatMap(({ needs }) => needs),
    ...(letter === undefined ? {} : { letter }),
    ...bundleWaits(lines, around.facts),
  };
};

/** What a decision books in one household. */
export type Uses = Pick<Booking, 'period' | 'usage' | 'holds' | 'limitedBy' | 'needs' | 'letter' | 'waits'>;

const nothingUsed = (): OwnUse => ({
  household: 0,
  person: 0,
  deducted: 0,
  categories: new Map(),
  acts: new Map(),
});

const first = <Found>(
  everywhere: readonly HouseholdState[],
  find: (rights: HouseholdState) => Found | undefined,
): Found | undefined => {
  for (const rights of everywhere) {
    const found = find(rights);
    if (found !== undefined) return found;
  }
  return undefined;
};

const together = (
  everywhere: readonly HouseholdState[],
  find: (rights: HouseholdState) => readonly string[],
): readonly string[] =>
  everywhere.length === 1 ? find(everywhere[0]!) : [...new Set(everywhere.flatMap(find))].sort();

const letterOfAct = (household: HouseholdState, claim: SubmittedClaim, { keys }: AdjudicationFacts, act: string) => {
  const { person, provider, claim: id } = claim;
  const key = keys.acts[act] ?? '';
  return letterFor(household.letters, { person, provider, key, on: governingDay(claim), claim: id });
};

/** The letter this claim draws on: what it keeps free is kept for this claim. */
const drawnOn = (
  asked: ClaimContent['lines'],
  { package: governing }: AdjudicationFacts,
  letterOf: ClaimInProgress['letterOf'],
): string | undefined =>
  asked
    .filter(({ act }) => governing?.lines.get(act)?.letter)
    .map(({ act }) => letterOf(act))
    .find(found => found?.valid)?.letter.letter;

/** What others used, and what letters keep free for them. */
const rightsTaken = (
  household: HouseholdState,
  { claim, person, receivedOn, ...dates }: SubmittedClaim,
  own: Period,
  whole: Period,
  besides: string | undefined,
): UsedRights => {
  const used = usedRights(household, person, own, whole, { claim, governs: governingDay(dates) });
  if (household.letters.size === 0) return used;
  const kept = reservedOn(household.letters, { person, own, whole, asOf: receivedOn, besides });
  used.household += kept.household;
  used.person += kept.person;
  return used;
};
