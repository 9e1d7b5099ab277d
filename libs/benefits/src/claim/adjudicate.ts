import type { HouseholdState } from '../household/household.state.js';
import { type Account, openAccount, sharedBy, type Uses, usesOf } from './account.js';
import type { AdjudicationFacts } from './adjudication.facts.js';
import { adviceFor } from './advice.js';
import { totalOf } from './amounts.js';
import {
  type AdjudicatedLine,
  type ClaimContent,
  type ClaimDecision,
  type DecisionTrace,
  type FurtherCoverage,
  governingDay,
  type Ruling,
  type SubmittedClaim,
} from './claim.types.js';
import { chooseCoverage } from './coverage/choose-coverage.js';
import type { Coverage } from './coverage/coverage.types.js';
import { consume, decideLine, finished, tooLate } from './adjudicate-line.js';

/** What the rules conclude of a claim: its amounts and reasons, and what it uses of the household's rights. */
export interface Adjudication extends Pick<
  ClaimDecision,
  | 'status'
  | 'payee'
  | 'governs'
  | 'currency'
  | 'amounts'
  | 'household'
  | 'package'
  | 'coverRevision'
  | 'further'
  | 'overdue'
> {
  readonly trace: DecisionTrace;
  readonly booking: Uses;
  /** What each of its households books: the decision's own first. */
  readonly bookings: ReadonlyArray<{ readonly household: string | null; readonly uses: Uses }>;
}

/** Decides a claim of somebody with one coverage alone. */
export const adjudicate = (
  claim: SubmittedClaim,
  content: ClaimContent,
  household: HouseholdState,
  facts: AdjudicationFacts,
  rulings: readonly Ruling[] = [],
  overdue = false,
): Adjudication => adjudicateUnder(claim, content, [{ household: null, facts, rights: household }], rulings, overdue);

/**
 * Decides a claim line by line, in order; each line goes whole to one of the person's coverages and finds what the lines
 * and claims before it left of that one. What a second person ruled about a line holds in every later decision too.
 */
export const adjudicateUnder = (
  claim: SubmittedClaim,
  content: ClaimContent,
  [main, ...others]: readonly [Coverage, ...Coverage[]],
  rulings: readonly Ruling[] = [],
  overdue = false,
): Adjudication => {
  // Amounts of two currencies have no sum.
  const coverages = [main, ...others.filter(({ facts }) => facts.currency === main.facts.currency)];
  const shared = sharedBy(claim, content, coverages, rulings);
  const accounts = coverages.map(coverage => openAccount(coverage, shared));
  const candidates = accounts.map(({ around: { eligibility, facts } }) => ({ eligibility, package: facts.package }));
  const governs = governingDay(claim);

  const decided = content.lines.map((asked, index) => {
    const at = accounts.length === 1 ? 0 : chooseCoverage(asked.act, governs, candidates);
    const account = accounts[at]!;
    const looked = decideLine(index, asked, account.around);
    const line = overdue ? tooLate(looked) : looked;
    const key = account.around.facts.keys.business[index];
    if (line.status !== 'rejected' && key !== undefined) {
      account.holds.push(key);
      shared.held.add(key);
    }
    if (line.status === 'approved') consume(line, account.around, account.own);
    account.lines.push(line);
    return { line, account };
  });

  const [first = accounts[0]!, ...more] = accounts.filter(({ lines }) => lines.length > 0);
  const lines = decided.map(({ line, account }) =>
    finished(line, account === first ? undefined : account.around.facts.package?.version.product),
  );
  const advice = more.length === 0 ? adviceFor(first.around) : [first, ...more].flatMap(each => adviceFor(each.around));
  const booking = usesOf(first);
  const reasons = distinct(lines);
  const concluded: Adjudication = {
    status: statusOf(lines),
    payee: first.around.facts.standing.status === 'contracted' ? 'provider' : 'member',
    governs,
    currency: first.around.facts.currency,
    amounts: totalOf(lines),
    household: first.coverage.household,
    ...termsOf(first, claim),
    trace: advice.length === 0 ? { reasons, lines } : { reasons, lines, advice: [...new Set(advice)] },
    booking,
    bookings: [first, ...more].map(account => ({
      household: account.coverage.household,
      uses: account === first ? booking : usesOf(account),
    })),
  };
  if (more.length === 0 && !overdue) return concluded;
  const further = more.map(account => furtherOf(account, claim, lines));
  return { ...concluded, ...(more.length > 0 ? { further } : {}), ...(overdue ? { overdue } : {}) };
};

/** Each once, in the order of the lines. Spreading sets for every claim costs as much as a rule. */
const distinct = (lines: readonly AdjudicatedLine[]): readonly string[] => {
  const found: string[] = [];
  for (const { reasons } of lines) for (const code of reasons) if (!found.includes(code)) found.push(code);
  return found;
};

const termsOf = ({ coverage, around }: Account, { person }: SubmittedClaim) => {
  const governing = around.facts.package?.version;
  return {
    package: governing ? { product: governing.product, version: governing.version } : null,
    coverRevision: coverage.rights.cover.get(person)?.revision ?? null,
  };
};

const furtherOf = (account: Account, claim: SubmittedClaim, lines: readonly AdjudicatedLine[]): FurtherCoverage => ({
  household: account.coverage.household,
  ...termsOf(account, claim),
  amounts: totalOf(account.lines.map(({ index }) => lines[index]!)),
});

const statusOf = (lines: readonly AdjudicatedLine[]): Adjudication['status'] => {
  if (lines.some(({ status }) => status === 'pended')) return 'pended';
  return lines.some(({ status }) => status === 'approved') ? 'approved' : 'rejected';
};
