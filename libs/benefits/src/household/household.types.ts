import type { Day, Instant, Minor, Period } from '#kernel';

/** A stretch of one person's cover, as noted; both ends inside. */
export interface CoverSpan extends Period {
  /** Waiting periods count from here. */
  readonly waitingFrom: Day;
  readonly waitingWaived: boolean;
  /** Last day of grace after `to`; null when none follows. */
  readonly graceUntil: Day | null;
  /** Rights suspended from a day until a day, inside, or until further notice. */
  readonly suspensions: readonly { readonly from: Day; readonly until: Day | null }[];
  /** Why cover stops at `to`, when it does not simply run out. */
  readonly ended: 'lapsed' | 'death' | 'withdrawn' | null;
}

/** The whole of one person's cover. */
export interface PersonCover {
  readonly diedOn: Day | null;
  /** Care between these days is refused: the person was declared too late. */
  readonly undeclared: Period | null;
  readonly spans: readonly CoverSpan[];
}

/** A person's cover as it was told, with the product and the revision of the telling. */
export interface NotedCover extends PersonCover {
  readonly product: string;
  readonly revision: number;
}

/** What of a person decides about benefits; sealed with that person's key, and never told to others. */
export interface Patient {
  readonly bornOn: Day;
  readonly sex: 'F' | 'M';
  readonly relation: string;
}

export type ClaimStatus = 'approved' | 'rejected' | 'pended' | 'reversed';

/**
 * What one decision on a claim uses of a household's rights. Keys are opaque: they tell counters apart and name nothing.
 * @unit amounts in minor units; `acts` counts acts
 */
export interface Usage {
  /** Scheme money under the ceilings of the person and of the household. */
  readonly ceilings: Minor;
  readonly deducted: Minor;
  readonly categories: Readonly<Record<string, Minor>>;
  readonly acts: Readonly<Record<string, number>>;
}

/** Evidence a line needed: sessions under a key on days from `from` until before `before`. */
export interface EvidenceNeed {
  readonly key: string;
  readonly from: Day;
  readonly before: Day;
  readonly met: boolean;
}

/** A claim's latest decision as the household's account keeps it; a later decision takes its place. */
export interface Booking {
  readonly claim: string;
  readonly decision: number;
  readonly person: string;
  readonly status: ClaimStatus;
  /** Service day, or admission day of a stay: counters are those of its period. */
  readonly governs: Day;
  /** When the claim was first recorded: the order in which claims draw on rights. */
  readonly recordedAt: Instant;
  /** Cover period of the household the claim was counted in; null when there was none. */
  readonly period: Period | null;
  readonly usage: Usage;
  /** Business keys of its accepted and pended lines: no other line may have them. */
  readonly holds: readonly string[];
  /** Counters and business keys that cut or refused one of its lines. */
  readonly limitedBy: readonly string[];
  readonly needs: readonly EvidenceNeed[];
  /** Guarantee letter it draws on. */
  readonly letter?: string;
  /** Acts that took place and wait for the rest of their bundle alone: evidence for the claim that brings the rest. */
  readonly waits?: readonly string[];
}

/**
 * A scheme's promise to pay so much of a stay it allowed beforehand. What is reserved counts as used until a claim draws
 * on it, or until `reservedUntil` has passed.
 */
export interface Letter {
  readonly letter: string;
  readonly person: string;
  readonly provider: string;
  /** Opaque key of the act it allows. */
  readonly key: string;
  /** Most the scheme pays on it. */
  readonly cap: Minor;
  /** What was free under the ceilings, at most the cap. */
  readonly reserved: Minor;
  readonly issuedOn: Day;
  /** Last day of admission it is good for. */
  readonly lastDay: Day;
  /** Last day on which a claim for such an admission may still be filed. */
  readonly reservedUntil: Day;
}

/** A letter, and what became of it. */
export interface HeldLetter extends Letter {
  /** Claim that drew on it. */
  readonly usedBy: string | null;
  readonly releasedOn: Day | null;
}

/** An antenatal session attested by a provider, outside any claim. */
export interface Session {
  readonly attestation: string;
  readonly person: string;
  readonly key: string;
  readonly heldOn: Day;
}

export const noUsage: Usage = { ceilings: 0, deducted: 0, categories: {}, acts: {} };

/** What an act's opaque key is made of: it is another for each person, so that keys tell nothing across persons. */
export const actKeyParts = (person: string, act: string): string[] => ['act', person, act];

/** Counts the episodes a person's claims opened. */
export const episodeKeyParts = (person: string): string[] => ['episode', person];

/** The same for a category of acts that has a ceiling. */
export const categoryKeyParts = (person: string, category: string): string[] => ['category', person, category];
