import type { Minor, Period } from '#kernel';
import { eligibilityOn, householdPeriod } from '../household/cover.state.js';
import type { HouseholdState } from '../household/household.state.js';
import type { Booking } from '../household/household.types.js';
import { letterFor, reservedOn } from '../household/letters.state.js';
import { add, claimedDays, evidenceDays, holderOf, type UsedRights, usedRights } from '../household/usage.state.js';
import type { AdjudicationFacts } from './adjudication.facts.js';
import { adviceFor } from './advice.js';
import { sameAmounts, totalOf } from './amounts.js';
import { bundleWaits } from './bundle-waits.js';
import {
  type AdjudicatedLine,
  type Amounts,
  type ClaimContent,
  type ClaimDecision,
  type DecisionTrace,
  governingDay,
  type Ruling,
  type SubmittedClaim,
} from './claim.types.js';
import { admission, limits, recognition, review, sharing } from './rules/index.js';
import type { ClaimInProgress, LineInProgress, Rule } from './rules/rule.js';

/** What the rules conclude of a claim: its amounts and reasons, and what it uses of the household's rights. */
export interface Adjudication extends Pick<
  ClaimDecision,
  'status' | 'payee' | 'governs' | 'currency' | 'amounts' | 'package' | 'coverRevision' | 'overdue'
> {
  readonly trace: DecisionTrace;
  readonly booking: Pick<Booking, 'period' | 'usage' | 'holds' | 'limitedBy' | 'needs' | 'letter' | 'waits'>;
}

/**
 * Decides a claim line by line, in order; each line finds what the lines and claims before it left. What a second
 * person ruled about a line holds in every later decision too.
 */
export const adjudicate = (
  claim: SubmittedClaim,
  { lines: asked, diagnosis }: ClaimContent,
  household: HouseholdState,
  facts: AdjudicationFacts,
  rulings: readonly Ruling[] = [],
  overdue = false,
): Adjudication => {
  const governs = governingDay(claim);
  const cover = household.cover.get(claim.person);
  const eligibility = eligibilityOn(cover, governs);
  const period = eligibility.status === 'covered' ? householdPeriod(household, eligibility.span, governs) : null;
  const letterOf = (act: string) => letterOfAct(household, claim, facts, act);
  const used =
    eligibility.status === 'covered' && period
      ? rightsTaken(household, claim, eligibility.span, period, drawnOn(asked, facts, letterOf))
      : nothingUsed();
  const holds: string[] = [];
  const own = nothingUsed();
  const around: ClaimInProgress = {
    claim,
    governs,
    facts,
    rulingOn: index => rulings.find(({ line }) => line === index + 1),
    eligibility,
    diagnosis,
    patient: household.patients.get(claim.person) ?? null,
    bornOn: household.births?.get(claim.person),
    actsClaimed: new Set(asked.map(({ act }) => act)),
    ownActs: own.acts,
    used,
    usedOfStay: new Map(),
    usedOfLetter: 0,
    drawn: new Map(),
    holderOf: key => (holds.includes(key) ? claim.claim : holderOf(household, key, governs, claim.claim)),
    evidenceDays: need => evidenceDays(household, claim.person, need),
    claimedDays: window => claimedDays(household, claim.person, window, claim.claim),
    letterOf,
  };

  const lines = asked.map((line, index) => {
    const looked = decideLine(index, line, around);
    const decided = overdue ? tooLate(looked) : looked;
    const key = facts.keys.business[index];
    if (decided.status !== 'rejected' && key !== undefined) holds.push(key);
    if (decided.status === 'approved') consume(decided, around, own);
    return decided;
  });

  const adjudicated = lines.map(finish);
  const governing = facts.package?.version;
  const advice = adviceFor(around);
  const letter = lines.find(line => line.status === 'approved' && line.letter !== undefined)?.letter;
  return {
    status: statusOf(adjudicated),
    payee: facts.standing.status === 'contracted' ? 'provider' : 'member',
    governs,
    currency: facts.currency,
    amounts: totalOf(adjudicated),
    package: governing ? { product: governing.product, version: governing.version } : null,
    coverRevision: cover?.revision ?? null,
    ...(overdue ? { overdue: true as const } : {}),
    trace: {
      reasons: [...new Set(adjudicated.flatMap(({ reasons }) => reasons))],
      lines: adjudicated,
      ...(advice.length > 0 ? { advice } : {}),
    },
    booking: {
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
      ...bundleWaits(lines, facts),
    },
  };
};

const decideLine = (index: number, asked: ClaimContent['lines'][number], claim: ClaimInProgress): LineInProgress => {
  const { package: governing } = claim.facts;
  const billed = asked.unitPrice * asked.quantity;
  const line: LineInProgress = {
    index,
    asked,
    billed,
    benefit: governing?.lines.get(asked.act),
    status: 'approved',
    allowed: billed,
    scheme: billed,
    writeOff: 0,
    overPrice: 0,
    programme: 0,
    deducted: 0,
    copay: 0,
    funderOnCopay: 0,
    draws: [],
    excess: 0,
    counted: asked.quantity,
    opensEpisode: false,
    capitated: false,
    reasons: [],
    trace: [],
    limitedBy: [],
    needs: [],
  };
  const ruled = through(review, through(admission, line, claim), claim, true);
  const recognised = through(recognition, ruled, claim, true);
  const shared = through(sharing[governing?.version.ceilingBasis ?? 'afterCopay'], recognised, claim);
  return through(limits, shared, claim);
};

/** What still lacks something when its days are over is refused for it. Grace has its own last day. */
const tooLate = (line: LineInProgress): LineInProgress =>
  line.status === 'pended' && !line.reasons.includes('ELG-005') ? { ...line, status: 'rejected' } : line;

const through = (
  rules: readonly Rule[],
  line: LineInProgress,
  claim: ClaimInProgress,
  evenStopped = false,
): LineInProgress => {
  let current = line;
  for (const rule of rules) {
    if (current.status !== 'approved' && !evenStopped) return current;
    current = rule.apply(current, claim);
  }
  return current;
};

/** What the scheme pays in the end uses up the ceilings; prevention stays outside them and still counts as an act. */
const consume = (
  { asked, benefit, scheme, deducted, counted, opensEpisode, letter, draws }: LineInProgress,
  claim: ClaimInProgress,
  own: UsedRights,
): void => {
  const { acts, categories, episode } = claim.facts.keys;
  const actKey = acts[asked.act];
  const categoryKey = benefit && categories[benefit.category];
  claim.usedOfStay.set(asked.act, (claim.usedOfStay.get(asked.act) ?? 0) + scheme);
  if (letter !== undefined) claim.usedOfLetter += scheme;
  for (const { envelope, amount } of draws) add(claim.drawn, envelope, amount);
  for (const used of [claim.used, own]) {
    if (actKey !== undefined) add(used.acts, actKey, counted);
    if (opensEpisode && episode !== undefined) add(used.acts, episode, 1);
    used.deducted += deducted;
    if (benefit?.prevention) continue;
    used.household += scheme;
    used.person += scheme;
    if (categoryKey !== undefined) add(used.categories, categoryKey, scheme);
  }
};

/** A stopped line leaves the scheme nothing to pay: what was recognised of it is the member's. */
const finish = (line: LineInProgress): AdjudicatedLine => {
  const { index, asked, status, billed, allowed, writeOff, overPrice, programme, deducted, excess, reasons, trace } =
    line;
  const { funderOnCopay, draws } = line;
  const scheme = status === 'approved' ? line.scheme : 0;
  const copay = status === 'approved' ? line.copay : allowed;
  const member = deducted + copay + excess - funderOnCopay;
  const amounts: Amounts = {
    billed,
    allowed,
    writeOff,
    overPrice,
    programme,
    deducted,
    copay,
    excess,
    scheme,
    funderOnCopay,
    member,
    memberPays: member + overPrice,
  };
  const { act, quantity, item } = asked;
  return {
    line: index + 1,
    act,
    quantity,
    ...(item === undefined ? {} : { item }),
    status,
    ...amounts,
    reasons,
    trace,
    ...(draws.length > 0 ? { draws } : {}),
    ...(line.excepted && status === 'approved' ? { exception: true as const } : {}),
  };
};

const letterOfAct = (household: HouseholdState, claim: SubmittedClaim, { keys }: AdjudicationFacts, act: string) => {
  const { person, provider, claim: id } = claim;
  return letterFor(household.letters, {
    person,
    provider,
    key: keys.acts[act] ?? '',
    on: governingDay(claim),
    claim: id,
  });
};

type LetterOf = ClaimInProgress['letterOf'];

/** The letter this claim draws on: what it keeps free is kept for this claim. */
const drawnOn = (
  asked: ClaimContent['lines'],
  { package: governing }: AdjudicationFacts,
  letterOf: LetterOf,
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
  const kept: Readonly<Record<'household' | 'person', Minor>> = reservedOn(household.letters, {
    person,
    own,
    whole,
    asOf: receivedOn,
    besides,
  });
  used.household += kept.household;
  used.person += kept.person;
  return used;
};

const statusOf = (lines: readonly AdjudicatedLine[]): Adjudication['status'] => {
  if (lines.some(({ status }) => status === 'pended')) return 'pended';
  return lines.some(({ status }) => status === 'approved') ? 'approved' : 'rejected';
};

const nothingUsed = (): UsedRights => ({
  household: 0,
  person: 0,
  deducted: 0,
  categories: new Map(),
  acts: new Map(),
});

/** Whether two decisions say the same: outcome, every amount, every reason. Unreadable reasons are left aside. */
export const saysTheSame = (
  before: Pick<ClaimDecision, 'status' | 'payee' | 'amounts'> & { readonly trace?: DecisionTrace },
  after: Pick<Adjudication, 'status' | 'payee' | 'amounts' | 'trace'>,
): boolean =>
  before.status === after.status &&
  before.payee === after.payee &&
  sameAmounts(before.amounts, after.amounts) &&
  (before.trace === undefined || outcomeText(before.trace) === outcomeText(after.trace));

const outcomeText = ({ lines }: DecisionTrace): string =>
  JSON.stringify(
    lines.map(({ status, scheme, member, reasons, draws = [] }) => [status, scheme, member, reasons, draws]),
  );
