import type { Day, DomainEvent, Period, Sealed } from '#kernel';

/** What partners help with. Nothing medical is ever said to them. */
export const needs = [
  'psychological',
  'child-welfare',
  'education',
  'legal',
  'funeral',
  'income',
  'community',
] as const;
export type Need = (typeof needs)[number];

interface OfPartner {
  readonly partner: string;
}

/** So many households may be sent to the partner in a period, both ends inside. */
export interface Quota {
  readonly quota: string;
  readonly period: Period;
  readonly households: number;
}

/** Somebody in need, as the partner is told of them: a pseudonym that no other partner is given, and the need. */
export interface ReferredNeed {
  readonly referral: string;
  readonly scheme: string;
  readonly household: string;
  readonly pseudonym: string;
  readonly need: Need;
  /** Decision of the committee that identified the need. */
  readonly decision: string;
  readonly identifiedOn: Day;
}

/** A service is known, by contract (`formal`) or by good neighbourhood. The name may be a person's: it is sealed. */
export type PartnerRegistered = DomainEvent<
  'subsidies.PartnerRegistered',
  1,
  OfPartner & { readonly needs: readonly Need[]; readonly formal: boolean; readonly registeredOn: Day },
  { readonly name: Sealed<string> }
>;

/** A quota was agreed on for a period. */
export type PartnerQuotaAgreed = DomainEvent<
  'subsidies.PartnerQuotaAgreed',
  1,
  OfPartner & Quota & { readonly agreedOn: Day }
>;

/** A household was sent to the partner. `quota`: the one it uses up; null for a partner without contract. */
export type ReferralIssued = DomainEvent<
  'subsidies.ReferralIssued',
  1,
  OfPartner & ReferredNeed & { readonly quota: string | null; readonly issuedOn: Day }
>;

/** The quota is full, or there is none on that day: the household keeps its place. */
export type ReferralKeptWaiting = DomainEvent<
  'subsidies.ReferralKeptWaiting',
  1,
  OfPartner & ReferredNeed & { readonly reason: 'REF-001' }
>;

/** The partner takes the household on. */
export type ReferralAccepted = DomainEvent<
  'subsidies.ReferralAccepted',
  1,
  OfPartner & { readonly referral: string; readonly scheme: string; readonly acceptedOn: Day }
>;

/** What came of it: the service was given, or not. */
export type ReferralClosed = DomainEvent<
  'subsidies.ReferralClosed',
  1,
  OfPartner & { readonly referral: string; readonly scheme: string; readonly done: boolean; readonly closedOn: Day }
>;

export type PartnerEvent =
  PartnerRegistered | PartnerQuotaAgreed | ReferralIssued | ReferralKeptWaiting | ReferralAccepted | ReferralClosed;
