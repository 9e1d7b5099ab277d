import type { Day, DomainEvent, Sealed } from '#kernel';
import type { CardRevocation, Photo } from './card.types.js';

interface OfHolder {
  readonly scheme: string;
  readonly household: string;
  readonly person: string;
}

/** Whoever shows this card, or an earlier one of the person, is turned away; the next that is printed counts one more. */
export type CardRevoked = DomainEvent<
  'membership.CardRevoked',
  1,
  OfHolder & { issue: number; because: CardRevocation; on: Day }
>;

/** A photograph for the card, in place of any before. How large it is may be read; what it shows is sealed. */
export type PhotoKept = DomainEvent<
  'membership.PhotoKept',
  1,
  OfHolder & { bytes: number; on: Day },
  Readonly<Record<string, Sealed<Photo>>>
>;

/** The person wants no photograph on the card any more. */
export type PhotoRemoved = DomainEvent<'membership.PhotoRemoved', 1, OfHolder & { on: Day }>;

export type CardEvent = CardRevoked | PhotoKept | PhotoRemoved;
