import type { Day, Minor } from '#kernel';

/** Part of a payment, and the receipt it came from: null while it rests on a promise. @unit below zero when given back */
export interface Source {
  readonly funding: string | null;
  readonly amount: Minor;
}

/**
 * Money that reached a scheme for a household's term or for acts, or came back from it (amounts below zero). `passed-on`:
 * what another claim gave back, which the scheme had already been paid.
 */
export interface TracedPayment {
  readonly because: 'settled' | 'clawed-back' | 'given-back' | 'passed-on';
  /** Of the transfer to the scheme; null for what came back. */
  readonly reference: string | null;
  readonly on: Day;
  readonly amount: Minor;
  readonly from: readonly Source[];
}

/** Where the francs of one household's term are. `settled`: the sum of its payments. @unit minor units */
export interface TracedTerm {
  readonly scheme: string;
  readonly household: string;
  readonly term: number;
  /** Persons the fund serves in the term, as last said. */
  readonly persons: number;
  readonly reserved: Minor;
  readonly committed: Minor;
  readonly settled: Minor;
  readonly payments: readonly TracedPayment[];
}

/**
 * What one claim was paid of an envelope. Keys stand for the claim, and for the household where the envelope names acts;
 * both are null for what claims told in sums only. @unit minor units
 */
export interface TracedClaim {
  readonly household: string | null;
  readonly claim: string | null;
  readonly committed: Minor;
  readonly settled: Minor;
  readonly payments: readonly TracedPayment[];
}

/** Where the francs for acts of one scheme's members are, in all and claim by claim. @unit minor units */
export interface TracedEnvelope {
  readonly scheme: string;
  readonly reserved: Minor;
  readonly committed: Minor;
  readonly settled: Minor;
  readonly payments: readonly TracedPayment[];
  /** In the order in which they first drew on it; what they have adds up to what the scheme was paid and is owed. */
  readonly claims: readonly TracedClaim[];
}

/** What a receipt was used for: `spent` reached schemes, the rest is still in the fund. */
export interface TracedFunding {
  readonly funding: string;
  readonly receivedOn: Day;
  readonly amount: Minor;
  readonly spent: Minor;
}

/** A transfer to a scheme, or a part of it, that no household's term accounts for. */
export interface Untraced {
  readonly reference: string;
  readonly scheme: string;
  readonly on: Day;
  readonly amount: Minor;
}

export interface FundTrace {
  readonly settled: Minor;
  /** Of it, what was paid out on a promise that is not kept yet. */
  readonly promised: Minor;
  readonly fundings: readonly TracedFunding[];
  /** By scheme, household and term. */
  readonly terms: readonly TracedTerm[];
  /** By scheme; empty where the fund pays no acts. */
  readonly envelopes: readonly TracedEnvelope[];
  /** Nothing, while nobody wrote into the log but this program. */
  readonly untraced: readonly Untraced[];
}
