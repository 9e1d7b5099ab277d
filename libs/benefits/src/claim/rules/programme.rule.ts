import { type BasisPoints, type Minor, shareOf } from '#kernel';
import { type Offer, offersFor } from '../programme-offers.js';
import type { ProgrammePart } from '../../programme/programme.types.js';
import type { AdjudicationCode } from '../adjudication.codes.js';
import { articleOf, type ClaimInProgress, type LineInProgress, type Rule, take } from './rule.js';

/** What envelopes offer for the line's act. */
export const offers = (line: LineInProgress, claim: ClaimInProgress, of: ProgrammePart['of']): readonly Offer[] => {
  const { governs: on, drawn, patient } = claim;
  const { provider } = claim.claim;
  return offersFor(claim.facts.funding, { act: line.asked.act, of, on, drawn, provider, patient });
};

/**
 * A programme pays its part of an act before deductible, copayment and ceilings see it. Several pay in the order of
 * their priority, each its part of what is recognised, together never more than the whole. What an exhausted one does
 * not pay is not the scheme’s debt: the package alone decides on the rest.
 */
export const programme: Rule = {
  step: 'programme',
  apply: (line, claim) => paidByOffers(line, claim, 'act', line.scheme, paidOfAct),
};

/** What is left of an act that only a programme pays is the member’s, unless somebody ruled an exception. */
export const outsidePackage: Rule = {
  step: 'service',
  apply: (line, claim) =>
    line.benefit || line.reasons.includes('MED-001')
      ? line
      : take(line, claim, 'service', 'copay', line.scheme, 'SVC-003'),
};

/** A funder takes over its part of the copayment, and only of the copayment. */
export const funderOnCopay: Rule = {
  step: 'funderOnCopay',
  apply: (line, claim) => (line.benefit ? paidByOffers(line, claim, 'copay', line.copay, paidOfCopay) : line),
};

type Pay = (line: LineInProgress, claim: ClaimInProgress, amount: Minor, rate_bps: BasisPoints) => LineInProgress;

const paidByOffers = (
  line: LineInProgress,
  claim: ClaimInProgress,
  of: ProgrammePart['of'],
  whole: Minor,
  pay: Pay,
): LineInProgress => {
  if (whole === 0) return line;
  let current = line;
  let left = whole;
  const short: AdjudicationCode[] = [];
  for (const { envelope, rate_bps, left: inEnvelope, why } of offers(line, claim, of)) {
    const asked = Math.min(left, shareOf(whole, rate_bps, 'down'));
    const amount = Math.min(asked, inEnvelope - drawnInLine(current, envelope));
    if (amount < asked) short.push(why ?? 'SUB-001');
    if (amount === 0) continue;
    left -= amount;
    const draws = [...current.draws, { envelope, amount }];
    current = { ...pay(current, claim, amount, rate_bps), draws };
  }
  // Why one paid nothing matters only where no other stepped in for it.
  return left === 0 ? current : withReasons(current, short);
};

const drawnInLine = ({ draws }: LineInProgress, envelope: string): Minor =>
  draws.reduce((sum, draw) => (draw.envelope === envelope ? sum + draw.amount : sum), 0);

const paidOfAct: Pay = (line, claim, amount, rate_bps) => {
  const after = line.scheme - amount;
  const entry = { step: 'programme', before: line.scheme, after, code: null, rate_bps };
  const article = articleOf(claim.facts, 'programme');
  return { ...line, programme: line.programme + amount, scheme: after, trace: [...line.trace, { ...entry, article }] };
};

const paidOfCopay: Pay = (line, claim, amount, rate_bps) => {
  const entry = { step: 'funderOnCopay', before: line.scheme, after: line.scheme, code: null, rate_bps };
  const article = articleOf(claim.facts, 'funderOnCopay');
  return { ...line, funderOnCopay: line.funderOnCopay + amount, trace: [...line.trace, { ...entry, article }] };
};

const withReasons = (line: LineInProgress, codes: readonly AdjudicationCode[]): LineInProgress => ({
  ...line,
  reasons: [...new Set([...line.reasons, ...codes])],
});
