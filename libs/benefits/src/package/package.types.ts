import type { BasisPoints, Currency, Day, Minor } from '#kernel';

/** Who delivers the care; a benefit line may have a rate for each. */
export const sectors = ['public', 'faithBased', 'private'] as const;
export type Sector = (typeof sectors)[number];

/** Waiting months are set for each of these; a benefit line names the one it belongs to. */
export const waitingClasses = ['general', 'delivery', 'prevention', 'accident'] as const;
export type WaitingClass = (typeof waitingClasses)[number];

/** Enough antenatal sessions on distinct days, strictly before the care and at most `windowDays` earlier. */
export interface AntenatalCondition {
  readonly kind: 'antenatal';
  readonly act: string;
  readonly minimum: number;
  readonly windowDays: number;
}

/** What must be true for a line to be paid. Told apart by `kind`; more kinds will come. */
export type Condition = AntenatalCondition;

/** A line's own limits; absent means none. */
export interface OwnLimits {
  /** Accepted acts per person and cover period. 0 refuses the first. */
  readonly number?: number;
  /** Scheme money for one act, times the quantity. */
  readonly amountPerAct?: Minor;
  /** Scheme money for a whole stay, however many nights. */
  readonly amountPerStay?: Minor;
}

export interface BenefitLine {
  readonly act: string;
  readonly category: string;
  readonly waiting: WaitingClass;
  /** The scheme's share of what it recognises. */
  readonly rate_bps: BasisPoints;
  readonly rateBySector_bps?: Partial<Readonly<Record<Sector, BasisPoints>>>;
  /** A fixed amount per act in place of a rate. */
  readonly flatCopay?: Minor;
  readonly limits?: OwnLimits;
  /** Prevention costs the member nothing and stays outside deductible and ceilings. */
  readonly prevention?: boolean;
  /** A medicine: priced by its generic reference; a dearer brand is the member's choice. */
  readonly referencePrice?: boolean;
  /** Shown under a neutral label on the member's documents. */
  readonly sensitive?: boolean;
  /** Levels of facility that may deliver it; absent means all. */
  readonly levels?: readonly string[];
  readonly conditions?: readonly Condition[];
}

/**
 * One version of a product's benefit package: published once, then immutable.
 * @unit amounts: minor units of `currency`; rates: basis points.
 */
export interface PackageVersion {
  readonly product: string;
  readonly version: number;
  /** First service (or admission) day it governs, until a later version takes over. */
  readonly effectiveFrom: Day;
  readonly currency: Currency;
  /** Tariff that prices acts where a provider's contract names none of its own. */
  readonly tariff: string;
  /** Whether the act or stay ceiling cuts the scheme's share, or the amount before it is shared. */
  readonly ceilingBasis: 'afterCopay' | 'beforeCopay';
  readonly waitingMonths: Readonly<Record<WaitingClass, number>>;
  /** Per person and cover period; 0 for none. */
  readonly deductible: Minor;
  /** Scheme money per cover period; null for no ceiling. */
  readonly ceilings: {
    readonly person: Minor | null;
    readonly household: Minor | null;
    /** Per person, by category of lines. */
    readonly categories: Readonly<Record<string, Minor>>;
  };
  /** Days from service or discharge within which a claim must be filed, the last one inside. */
  readonly filingDays: number;
  /** Article of the scheme's rules for each step of the calculation, quoted in the trace. */
  readonly articles: Readonly<Record<string, string>>;
  readonly lines: readonly BenefitLine[];
}
