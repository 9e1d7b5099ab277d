import type { Day, DomainEvent } from '#kernel';
import type { AffiliationDues, Level } from './federation.types.js';

interface OfFederation {
  readonly federation: string;
}

/** A federation was written into the register, under another one or at the top. */
export type FederationRegistered = DomainEvent<
  'membership.FederationRegistered',
  1,
  OfFederation & { name: string; level: Level; parent: string | null }
>;

/** A federation of a lower level belongs to this one. */
export type FederationJoined = DomainEvent<'membership.FederationJoined', 1, OfFederation & { child: string }>;

/** A scheme belongs to the federation from this day on, and owes it dues. */
export type SchemeAffiliated = DomainEvent<
  'membership.SchemeAffiliated',
  1,
  OfFederation & { scheme: string; from: Day; dues: AffiliationDues; decision: string }
>;

/** This day is the last one the scheme belongs to the federation. */
export type AffiliationEnded = DomainEvent<
  'membership.AffiliationEnded',
  1,
  OfFederation & { scheme: string; until: Day; decision: string }
>;

export type FederationEvent = FederationRegistered | FederationJoined | SchemeAffiliated | AffiliationEnded;
