import type { Day, Minor } from '#kernel';
import type { Eligibility } from '../../household/cover.state.js';
import type { EvidenceNeed, HeldLetter, Patient } from '../../household/household.types.js';
import type { UsedRights } from '../../household/usage.state.js';
import type { BenefitLine } from '../../package/package.types.js';
import type { Draw } from '../../programme/programme.types.js';
import type { AdjudicationCode } from '../adjudication.codes.js';
import type { AdjudicationFacts } from '../adjudication.facts.js';
import type { ClaimLine, LineStatus, Ruling, SubmittedClaim, TraceEntry } from '../claim.types.js';

/** A line on its way through the rules. `scheme` is what is left for the scheme after the steps so far. */
export interface LineInProgress {
  readonly index: number;
  readonly asked: ClaimLine;
  readonly benefit: BenefitLine | undefined;
  /** `approved` until a rule says otherwise. */
  readonly status: LineStatus;
  readonly billed: Minor;
  readonly allowed: Minor;
  readonly writeOff: Minor;
  readonly overPrice: Minor;
  readonly programme: Minor;
  readonly deducted: Minor;
  readonly copay: Minor;
  /** What funders take over of the copayment. */
  readonly funderOnCopay: Minor;
  /** What it has of funders' envelopes. */
  readonly draws: readonly Draw[];
  readonly excess: Minor;
  readonly scheme: Minor;
  readonly reasons: readonly AdjudicationCode[];
  readonly trace: readonly TraceEntry[];
  /** Acts that count towards limits: the quantity asked, or what a limit leaves of it. */
  readonly counted: number;
  /** Care outside every open episode. */
  readonly opensEpisode: boolean;
  /** Paid for by the head: recorded at nothing. */
  readonly capitated: boolean;
  /** Only a ruling lets it through. */
  readonly excepted?: boolean;
  /** Guarantee letter it draws on. */
  readonly letter?: string;
  /** Counters and business keys that cut or refused it. */
  readonly limitedBy: readonly string[];
  readonly needs: readonly EvidenceNeed[];
}

/** The claim around the line, and what its earlier lines already used. */
export interface ClaimInProgress {
  readonly claim: SubmittedClaim;
  readonly governs: Day;
  readonly facts: AdjudicationFacts;
  readonly diagnosis: string | null;
  /** Null where nobody told age and sex, or where the person's key is destroyed. */
  readonly patient: Patient | null;
  /** Of somebody who came into the household by birth: their calendar is open from that day. */
  readonly bornOn?: Day;
  /** Every act on the claim, paid or not. */
  readonly actsClaimed: ReadonlySet<string>;
  /** What this claim's earlier lines count. */
  readonly ownActs: ReadonlyMap<string, number>;
  readonly eligibility: Eligibility;
  /** Used by the others in the period and by this claim's earlier lines. */
  readonly used: UsedRights;
  /** Scheme money this claim's earlier lines took of an act's own ceiling. */
  readonly usedOfStay: Map<string, Minor>;
  /** Drawn on envelopes by this claim's earlier lines. */
  readonly drawn: Map<string, Minor>;
  /** What a second person ruled about the line at this index, if anybody did. */
  rulingOn(index: number): Ruling | undefined;
  /** Scheme money this claim's earlier lines took of the letter it draws on. */
  usedOfLetter: Minor;
  /** The claim that holds a business key: another, or this one by an earlier line. */
  holderOf(businessKey: string): string | undefined;
  evidenceDays(need: Omit<EvidenceNeed, 'met'>): readonly Day[];
  /** Days of other claims' accepted acts. */
  claimedDays(window: Omit<EvidenceNeed, 'met'>): readonly Day[];
  /** The letter an act on this claim draws on. */
  letterOf(act: string): { readonly letter: HeldLetter; readonly valid: boolean } | null;
}

/** One article of the calculation. It returns the line as it leaves this step. */
export interface Rule {
  readonly step: string;
  apply(line: LineInProgress, claim: ClaimInProgress): LineInProgress;
}

type Details = Pick<TraceEntry, 'limit' | 'evidence' | 'rate_bps'> & {
  readonly limitedBy?: string;
  readonly need?: EvidenceNeed;
  readonly needs?: readonly EvidenceNeed[];
};

/** The line goes no further: refused, or held back. Nothing of it is the scheme's. */
export const stop = (
  line: LineInProgress,
  { facts }: ClaimInProgress,
  step: string,
  code: AdjudicationCode,
  { limitedBy, need, needs = need ? [need] : [], ...details }: Details = {},
  status: LineStatus = 'rejected',
): LineInProgress => ({
  ...line,
  status,
  reasons: [...line.reasons, code],
  trace: [...line.trace, { step, before: line.scheme, after: 0, code, article: articleOf(facts, step), ...details }],
  limitedBy: limitedBy ? [...line.limitedBy, limitedBy] : line.limitedBy,
  needs: [...line.needs, ...needs],
});

/** The line was looked at and goes on as it is; the trace says what was found. */
export const pass = (
  line: LineInProgress,
  { facts }: ClaimInProgress,
  step: string,
  { need, needs = need ? [need] : [], limitedBy: _, ...details }: Details = {},
): LineInProgress => ({
  ...line,
  trace: [
    ...line.trace,
    { step, before: line.scheme, after: line.scheme, code: null, article: articleOf(facts, step), ...details },
  ],
  needs: [...line.needs, ...needs],
});

/** Takes an amount off what is left for the scheme and says where it goes; taking nothing leaves no trace. */
export const take = (
  line: LineInProgress,
  { facts }: ClaimInProgress,
  step: string,
  to: 'programme' | 'deducted' | 'copay' | 'excess',
  amount: Minor,
  code: AdjudicationCode,
  { limitedBy, need: _, needs: __, ...details }: Details = {},
): LineInProgress => {
  if (amount === 0) return line;
  const after = line.scheme - amount;
  return {
    ...line,
    [to]: line[to] + amount,
    scheme: after,
    reasons: line.reasons.includes(code) ? line.reasons : [...line.reasons, code],
    trace: [...line.trace, { step, before: line.scheme, after, code, article: articleOf(facts, step), ...details }],
    limitedBy: limitedBy ? [...line.limitedBy, limitedBy] : line.limitedBy,
  };
};

/** Cuts what is left for the scheme to what a ceiling leaves; the rest is the member's excess. */
export const cutTo = (
  line: LineInProgress,
  claim: ClaimInProgress,
  step: string,
  left: Minor,
  code: AdjudicationCode,
  limitedBy?: string,
): LineInProgress => {
  const limit = Math.max(0, left);
  return take(line, claim, step, 'excess', Math.max(0, line.scheme - limit), code, { limit, limitedBy });
};

export const articleOf = ({ package: governing }: AdjudicationFacts, step: string): string | null =>
  governing?.version.articles[step] ?? null;
