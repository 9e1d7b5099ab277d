import type { BasisPoints, Currency, Minor, Period } from '#kernel';

/** What a funder pays of some acts, or of the copayment on them. */
export interface ProgrammePart {
  /** Opaque keys of acts; null: every act. */
  readonly acts: readonly string[] | null;
  /** `act`: before the scheme's share, of what is recognised. `copay`: of the copayment the member would bear. */
  readonly of: 'act' | 'copay';
  readonly rate_bps: BasisPoints;
}

/**
 * Money a funder keeps ready for acts in one scheme, as its fund told. Benefits spend it in the decision itself.
 * @unit `granted`: minor units, all that was ever granted
 */
export interface EnvelopeTerms {
  readonly envelope: string;
  readonly currency: Currency;
  readonly granted: Minor;
  readonly parts: readonly ProgrammePart[];
  /** By day of care, both ends inside. */
  readonly window: Period;
  /** Households it is for; null: everybody. */
  readonly households: readonly string[] | null;
  /** Several share an act by this, the lowest first. */
  readonly priority: number;
  /** Persons it is for on the day of care; everybody when absent. @unit completed years */
  readonly persons?: { readonly sex?: 'F' | 'M'; readonly fromAge?: number; readonly belowAge?: number };
  /** Providers whose acts it pays; all when absent. */
  readonly providers?: readonly string[];
  /** The fund takes back what is not spent: nothing more is paid from it. */
  readonly closed: boolean;
}

/** An envelope, and what decisions have drawn on it. */
export interface HeldEnvelope extends EnvelopeTerms {
  readonly revision: number;
  readonly spent: Minor;
}

/** One envelope's part of one line. */
export interface Draw {
  readonly envelope: string;
  readonly amount: Minor;
}

/**
 * Who draws on an envelope, as its funder may know it. Where the envelope names acts, that a household drew on it says
 * what somebody in it suffers from: a key stands for it that differs from envelope to envelope. The claim is never named.
 */
export interface StandIn {
  readonly household: string;
  readonly claim: string;
}

export const namesActs = ({ parts }: Pick<EnvelopeTerms, 'parts'>): boolean => parts.some(({ acts }) => acts !== null);

/** A household's opaque key with one envelope. */
export const householdKeyParts = (envelope: string, household: string): string[] => [
  'programme-household',
  envelope,
  household,
];

/** A claim's opaque key with one envelope: what two funders are told of one claim can't be put together. */
export const claimKeyParts = (envelope: string, claim: string): string[] => ['programme-claim', envelope, claim];

/** An act's opaque key in a scheme: the same for all its members, so that an envelope can name it. */
export const programmeActKeyParts = (act: string): string[] => ['programme-act', act];

/** Names a claim's use of envelopes without naming the claim. */
export const useKeyParts = (claim: string): string[] => ['programme-use', claim];
