import type { BasisPoints, Currency, Day, Instant, Minor } from '#kernel';
import type { Draw } from '../programme/programme.types.js';

export interface ClaimLine {
  readonly act: string;
  readonly quantity: number;
  readonly unitPrice: Minor;
  /** The medicine dispensed, where the act dispenses one. */
  readonly item?: string;
}

/** What only the caring may read of a claim. */
export interface ClaimContent {
  readonly lines: readonly ClaimLine[];
  readonly diagnosis: string | null;
}

/** Of a claim whose acts no key opens any more. */
export const noContent: ClaimContent = { lines: [], diagnosis: null };

/** A claim as it was submitted; it never changes. */
export interface SubmittedClaim {
  readonly claim: string;
  readonly scheme: string;
  readonly provider: string;
  readonly person: string;
  readonly serviceDate: Day;
  /** First and last day of a stay; null when there was none. */
  readonly admittedOn: Day | null;
  readonly dischargedOn: Day | null;
  readonly receivedOn: Day;
  /** When it was first recorded: claims draw on rights in this order. */
  readonly recordedAt: Instant;
  readonly emergency: boolean;
  /** The scheme whose contracted provider treated a member away from home; absent: the member's own. */
  readonly host?: string;
  /** The refused or annulled claim it corrects; absent for most. */
  readonly resubmits?: {
    readonly claim: string;
    /** Day of the decision it answers. */
    readonly decidedOn: Day;
    readonly filedInTime: boolean;
  };
  /** Who prescribed: an order number, or another name that stands for them. */
  readonly prescriber?: string;
}

/** Whose provider it is: its contract, its prices, and who pays it. */
export const payingScheme = ({ scheme, host }: Pick<SubmittedClaim, 'scheme' | 'host'>): string => host ?? scheme;

/** The day whose cover, tariff, contract and package decide: the admission day governs a whole stay. */
export const governingDay = ({ serviceDate, admittedOn }: Pick<SubmittedClaim, 'serviceDate' | 'admittedOn'>): Day =>
  admittedOn ?? serviceDate;

/** Within so many days of the decision it may be contested, unless the package says otherwise. */
export const usualAppeal_days = 30;

/** A claim as the paying scheme's remittances name it: one of another scheme's members by that scheme too. */
export const remittedAs = ({ scheme, host, claim }: Pick<SubmittedClaim, 'scheme' | 'host' | 'claim'>): string =>
  host === undefined ? claim : `${scheme}/${claim}`;

/** The scheme that decided it, and its own name there; null for the paying scheme's own. */
export const remittedFor = (line: string): { readonly scheme: string; readonly claim: string } | null => {
  const slash = line.indexOf('/');
  return slash < 0 ? null : { scheme: line.slice(0, slash), claim: line.slice(slash + 1) };
};

export type LineStatus = 'approved' | 'rejected' | 'pended';

/**
 * Where every franc of a line goes. Per line and per claim:
 * `billed = allowed + writeOff + overPrice`, `allowed = programme + scheme + funderOnCopay + member`,
 * `member = deducted + copay + excess − funderOnCopay`, `memberPays = member + overPrice`.
 * @unit minor units of the decision's currency
 */
export interface Amounts {
  readonly billed: Minor;
  /** What the scheme recognises: at most the tariff or the reference price. */
  readonly allowed: Minor;
  /** Above the tariff at a contracted provider: nobody's. */
  readonly writeOff: Minor;
  /** Above the reference price by choice, or at a provider without contract: the member's. */
  readonly overPrice: Minor;
  /** Paid by a programme before anything else. */
  readonly programme: Minor;
  readonly deducted: Minor;
  readonly copay: Minor;
  /** Above ceilings. */
  readonly excess: Minor;
  readonly scheme: Minor;
  /** Part of the member's share a funder takes over. */
  readonly funderOnCopay: Minor;
  readonly member: Minor;
  readonly memberPays: Minor;
}

/** One step of the calculation on one line: what was left for the scheme before and after it, and by what right. */
export interface TraceEntry {
  /** Name of a step of the calculation, as its rule gives it. */
  readonly step: string;
  readonly before: Minor;
  readonly after: Minor;
  readonly code: string | null;
  /** Article of the scheme's rules, where the package version names one. */
  readonly article: string | null;
  readonly rate_bps?: BasisPoints;
  /** What was left of the limit this step applied. */
  readonly limit?: number;
  /** Days or claims the step relied on. */
  readonly evidence?: readonly string[];
}

export interface AdjudicatedLine extends Amounts {
  /** 1, 2, 3, … in the claim. */
  readonly line: number;
  readonly act: string;
  readonly quantity: number;
  readonly item?: string;
  readonly status: LineStatus;
  readonly reasons: readonly string[];
  readonly trace: readonly TraceEntry[];
  /** What funders' envelopes pay of it; absent where none does. */
  readonly draws?: readonly Draw[];
  /** Paid although a rule refuses it: it uses up the year's budget for exceptions. */
  readonly exception?: true;
  /** The product that decides it, where that is not the decision's own. */
  readonly product?: string;
}

/** The part of a decision that only the caring may read. */
export interface DecisionTrace {
  readonly reasons: readonly string[];
  readonly lines: readonly AdjudicatedLine[];
  /** Acts proposed to the person, by the package's advice; absent where there is none. */
  readonly advice?: readonly string[];
}

/**
 * What a second person ruled about one line. `accept`: as calculated. `reject`: not paid, whatever the calculation says.
 * `reduce`: recognised for at most `to`, the rest written off. `exception`: paid although a rule refuses it, at most `to`.
 */
export interface Ruling {
  readonly line: number;
  readonly ruling: 'accept' | 'reject' | 'reduce' | 'exception';
  /** @unit minor units; absent for `accept` and `reject`, and for an exception without a cap of its own */
  readonly to?: Minor;
  readonly note: string;
}

export type DecidedBecause =
  | 'submitted'
  | 'coverChanged'
  | 'evidenceChanged'
  | 'limitFreed'
  | 'requested'
  | 'reviewed'
  | 'appealed'
  | 'contractChanged'
  | 'tariffChanged'
  | 'packageChanged'
  | 'programmeChanged'
  | 'deadlinePassed';

/** What another of the person's coverages bears of a claim, by its own terms. Its lines are in the decision's sums. */
export interface FurtherCoverage {
  readonly household: string | null;
  readonly package: ClaimDecision['package'];
  readonly coverRevision: number | null;
  readonly amounts: Amounts;
}

/** One decision on a claim, readable without knowing what was treated. */
export interface ClaimDecision {
  readonly decision: number;
  readonly status: 'approved' | 'rejected' | 'pended';
  /** Who receives the scheme's share: the member, when they paid a provider without contract. */
  readonly payee: 'provider' | 'member';
  readonly household: string | null;
  readonly governs: Day;
  readonly currency: Currency;
  readonly amounts: Amounts;
  /** Package version it was decided by; null where none was in force. */
  readonly package: { readonly product: string; readonly version: number } | null;
  /** Revision of the person's cover it was decided by; null where none was known. */
  readonly coverRevision: number | null;
  /** Further coverages that have lines of it; absent where one coverage has them all. */
  readonly further?: readonly FurtherCoverage[];
  /** It waited longer than the package allows: what still lacks something is refused. */
  readonly overdue?: true;
  readonly because: DecidedBecause;
  /** Event that made this decision necessary. */
  readonly cause: string | null;
}
