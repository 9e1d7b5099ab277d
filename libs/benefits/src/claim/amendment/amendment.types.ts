import type { Day } from '#kernel';
import type { SubmittedRequest } from '../claim.requests.js';

/** What a provider asks of a claim of its own: to take it back, or to take another in its place. */
export type AskedAmendment =
  | { readonly kind: 'cancellation'; readonly reason: string }
  | { readonly kind: 'correction'; readonly request: SubmittedRequest };

/** Which claim is meant: of this provider, for this person, in this scheme. */
export interface AmendedClaim {
  readonly claim: string;
  readonly scheme: string;
  readonly provider: string;
  readonly person: string;
}

/** Told before the claim it is about: it waits for that claim. */
export interface ParkedAmendment extends Omit<AmendedClaim, 'claim' | 'scheme'> {
  readonly kind: AskedAmendment['kind'];
  /** The claim that is to take its place; null for a cancellation. */
  readonly by: string | null;
  readonly parkedOn: Day;
  /** On this day the claim may still come. */
  readonly lastDay: Day;
  /** The day its claim came; absent while it waits. */
  readonly dueOn?: Day;
  /** Absent once the person's key is destroyed. */
  readonly asked?: AskedAmendment;
}

/**
 * So long an amendment waits for its claim. Senders try a delivery again for three days; a centre that was without
 * electricity, or a file of claims sent once a month, takes longer.
 */
export const parkedAmendment_days = 30;
