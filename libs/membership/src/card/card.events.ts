import type { Day, DomainEvent } from '#kernel';

export const cardLosses = ['lost', 'stolen', 'damaged', 'wrong'] as const;
export type CardLoss = (typeof cardLosses)[number];

/** No card of this person made so far is good any more; the next one bears this number. */
export type CardRevoked = DomainEvent<
  'membership.CardRevoked',
  1,
  { scheme: string; person: string; on: Day; because: CardLoss; next: number }
>;

export type CardEvent = CardRevoked;
