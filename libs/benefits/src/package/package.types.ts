import type { BasisPoints, Currency, Day, Minor, Rounding } from '#kernel';
import type { Condition } from './package.conditions.types.js';

export * from './package.conditions.types.js';

/** Who delivers the care; a benefit line may have a rate for each. */
export const sectors = ['public', 'faithBased', 'private'] as const;
export type Sector = (typeof sectors)[number];

/** Waiting months are set for each of these; a benefit line names the one it belongs to. */
export const waitingClasses = ['general', 'delivery', 'prevention', 'accident'] as const;
export type WaitingClass = (typeof waitingClasses)[number];

export const roundings = ['down', 'halfUp', 'up'] as const satisfies readonly Rounding[];

/** A line's own limits; absent means none. */
export interface OwnLimits {
  /** Accepted acts per person and cover period. 0 refuses the first. */
  readonly number?: number;
  /** Days between two accepted acts of a person: care fewer days after (or before) one is refused. */
  readonly everyDays?: number;
  /** Units paid on one claim line; those above are the member's. */
  readonly quantity?: number;
  /** Scheme money for one act, times the quantity. */
  readonly amountPerAct?: Minor;
  /** Scheme money for a whole stay, however many nights. */
  readonly amountPerStay?: Minor;
}

/** Whom a line is for; absent means everybody. Ages are completed months on the governing day. */
export interface ForWhom {
  readonly sex?: 'F' | 'M';
  readonly fromMonths?: number;
  /** The first month of age that is outside. */
  readonly belowMonths?: number;
  readonly relations?: readonly string[];
}

/** What the member bears at some providers, in place of the line's own: the first terms that fit decide. */
export interface Terms {
  readonly levels?: readonly string[];
  readonly sectors?: readonly Sector[];
  readonly rate_bps?: BasisPoints;
  readonly flatCopay?: Minor;
  readonly amountPerStay?: Minor;
}

/** A referral opens care at these levels of facility; an emergency needs none. */
export interface Referral {
  readonly levels: readonly string[];
  /** Act under which the referring provider attests it. */
  readonly act: string;
  /** It counts for so many days; the last one, and the day it was made, inside. */
  readonly windowDays: number;
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
  readonly terms?: readonly Terms[];
  readonly limits?: OwnLimits;
  readonly who?: ForWhom;
  /** Prevention costs the member nothing and stays outside deductible and ceilings. */
  readonly prevention?: boolean;
  /** A medicine: priced by its generic reference; a dearer brand is the member's choice. */
  readonly referencePrice?: boolean;
  /** Shown under a neutral label on the member's documents. */
  readonly sensitive?: boolean;
  /** Levels of facility that may deliver it; absent means all. */
  readonly levels?: readonly string[];
  readonly referral?: Referral;
  /** A guarantee letter is needed, unless the care is an emergency. */
  readonly letter?: boolean;
  /** The claim must name a diagnosis. */
  readonly diagnosis?: boolean;
  readonly conditions?: readonly Condition[];
}

/** Care after a first day belongs to its episode for so many days; so many episodes are paid per person and period. */
export interface Episodes {
  readonly maximum: number;
  /** The last day is inside. */
  readonly days: number;
}

/** Advice given with a decision; it never changes one. */
export interface Advice {
  /** Said when this act is claimed … */
  readonly on: string;
  /** … to propose this one, unless it was claimed in the last so many days. */
  readonly propose: string;
  readonly withinDays: number;
}

/** Where a package comes from, when it was made from a federation's template. */
export interface Lineage {
  readonly template: string;
  readonly version: number;
  /** What was changed, as paths in the document. */
  readonly overrides: readonly string[];
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
  /** How the scheme's share of a line is rounded; down unless said. The rest is the member's, by subtraction. */
  readonly rounding?: Rounding;
  readonly episodes?: Episodes;
  /** Diagnoses the package does not cover, each with everything below it (`E11` holds `E11.9`). */
  readonly exclusions?: readonly string[];
  readonly vaccination?: VaccinationCalendar;
  readonly advice?: readonly Advice[];
  readonly lineage?: Lineage;
  readonly lumpSums?: readonly LumpSum[];
  readonly inKind?: readonly InKind[];
  /** What exceptions may cost the scheme for care of one year, all members together; no limit when absent. */
  readonly exceptions?: { readonly yearly: Minor };
  /** Days from filing in which what a claim lacks may come, the last one inside; absent: it waits on. */
  readonly pendedDays?: number;
  /** Days from a decision in which it may be contested, the last one inside; 30 unless said. */
  readonly appealDays?: number;
  /** Days from a refusal in which a corrected claim may come after the filing deadline; absent: none. */
  readonly resubmissionDays?: number;
  /** Acts and medicines as members call them, in French; what has no name is told by its code. */
  readonly names?: Readonly<Record<string, string>>;
  readonly prescription?: PrescriptionControl;
}

/** What prescriptions are held against; what does not fit is looked at by a second person, never refused by itself. */
export interface PrescriptionControl {
  /** Acts that dispense medicines. */
  readonly acts: readonly string[];
  /** Medicines by their international names, with the units a treatment takes at most; absent: any. */
  readonly generics: readonly { readonly item: string; readonly most?: number }[];
  /** Medicines on one claim; those beyond are looked at. */
  readonly mostMedicines?: number;
}

/** A disease that vaccination prevents, and the doses that keep it covered. */
export interface PreventedDisease {
  /** ICD-10, with everything below it. */
  readonly diagnosis: string;
  readonly doses: readonly string[];
}

/** A sum the package promises when something happens, by age on that day: the first that fits. */
export interface LumpSum {
  readonly benefit: string;
  /** Days in which it may be asked for, the last one inside. */
  readonly withinDays: number;
  readonly amounts: readonly {
    readonly fromMonths?: number;
    /** The first month of age that is outside. */
    readonly belowMonths?: number;
    readonly amount: Minor;
  }[];
}

/** A thing the package gives, so many in a cover period; absent: as many as there are. */
export interface InKind {
  readonly item: string;
  readonly perPerson?: number;
  readonly perHousehold?: number;
  readonly who?: ForWhom;
}

/** Which doses are due at which age, and the diseases that are not paid for a child who lacks them. */
export interface VaccinationCalendar {
  /** A dose may be so many days late; the last one inside. */
  readonly toleranceDays: number;
  /** The calendar is asked for below this age. */
  readonly belowMonths: number;
  readonly doses: readonly { readonly dose: string; readonly dueMonths: number }[];
  readonly diseases: readonly PreventedDisease[];
}
