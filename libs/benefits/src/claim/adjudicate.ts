import { eligibilityOn, householdPeriod } from '../household/cover.state.js';
import type { HouseholdState } from '../household/household.state.js';
import type { Booking } from '../household/household.types.js';
import { add, evidenceDays, holderOf, type UsedRights, usedRights } from '../household/usage.state.js';
import type { AdjudicationFacts } from './adjudication.facts.js';
import { sameAmounts, totalOf } from './amounts.js';
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
  'status' | 'payee' | 'governs' | 'currency' | 'amounts' | 'package' | 'coverRevision'
> {
  readonly trace: DecisionTrace;
  readonly booking: Pick<Booking, 'period' | 'usage' | 'holds' | 'limitedBy' | 'needs'>;
}

/**
 * Decides a claim line by line, in order; each line finds what the lines and claims before it left. What a second
 * person ruled about a line holds in every later decision too.
 */
export const adjudicate = (
  claim: SubmittedClaim,
  { lines: asked }: ClaimContent,
  household: HouseholdState,
  facts: AdjudicationFacts,
  rulings: readonly Ruling[] = [],
): Adjudication => {
  const governs = governingDay(claim);
  const cover = household.cover.get(claim.person);
  const eligibility = eligibilityOn(cover, governs);
  const period = eligibility.status === 'covered' ? householdPeriod(household, eligibility.span, governs) : null;
  const used =
    eligibility.status === 'covered' && period
      ? usedRights(household, claim.person, eligibility.span, period, { claim: claim.claim, governs })
      : nothingUsed();
  const holds: string[] = [];
  const own = nothingUsed();
  const around: ClaimInProgress = {
    claim,
    governs,
    facts,
    rulingOn: index => rulings.find(({ line }) => line === index + 1),
    eligibility,
    used,
    usedOfStay: new Map(),
    holderOf: key => (holds.includes(key) ? claim.claim : holderOf(household, key, governs, claim.claim)),
    evidenceDays: need => evidenceDays(household, claim.person, need),
  };

  const lines = asked.map((line, index) => {
    const decided = decideLine(index, line, around);
    const key = facts.keys.business[index];
    if (decided.status !== 'rejected' && key !== undefined) holds.push(key);
    if (decided.status === 'approved') consume(decided, around, own);
    return decided;
  });

  const adjudicated = lines.map(finish);
  const governing = facts.package?.version;
  return {
    status: statusOf(adjudicated),
    payee: facts.standing.status === 'contracted' ? 'provider' : 'member',
    governs,
    currency: facts.currency,
    amounts: totalOf(adjudicated),
    package: governing ? { product: governing.product, version: governing.version } : null,
    coverRevision: cover?.revision ?? null,
    trace: { reasons: [...new Set(adjudicated.flatMap(({ reasons }) => reasons))], lines: adjudicated },
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
    excess: 0,
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
  { asked, benefit, scheme, deducted }: LineInProgress,
  claim: ClaimInProgress,
  own: UsedRights,
): void => {
  const { acts, categories } = claim.facts.keys;
  const actKey = acts[asked.act];
  const categoryKey = benefit && categories[benefit.category];
  claim.usedOfStay.set(asked.act, (claim.usedOfStay.get(asked.act) ?? 0) + scheme);
  for (const used of [claim.used, own]) {
    if (actKey !== undefined) add(used.acts, actKey, asked.quantity);
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
  const scheme = status === 'approved' ? line.scheme : 0;
  const copay = status === 'approved' ? line.copay : allowed;
  const member = deducted + copay + excess;
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
    funderOnCopay: 0,
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
  };
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
  JSON.stringify(lines.map(({ status, scheme, member, reasons }) => [status, scheme, member, reasons]));
