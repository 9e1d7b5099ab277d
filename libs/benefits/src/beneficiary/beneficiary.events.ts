import type { DomainEvent, Instant } from '#kernel';

/** Cover was noted for this person: claims are decided with this household's rights from now on. */
export type BeneficiaryLinked = DomainEvent<
  'benefits.BeneficiaryLinked',
  1,
  { readonly person: string; readonly household: string; readonly scheme: string },
  undefined
>;

/** A claim came for someone no cover is known for; it is decided again once there is. */
export type ClaimAwaited = DomainEvent<
  'benefits.ClaimAwaited',
  1,
  { readonly person: string; readonly scheme: string; readonly claim: string; readonly recordedAt: Instant },
  undefined
>;

export type BeneficiaryEvent = BeneficiaryLinked | ClaimAwaited;
