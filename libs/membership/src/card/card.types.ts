import type { Day } from '#kernel';

/** Why a card is no longer worth anything; `replaced`: worn out, or its name was wrong. */
export const cardRevocations = ['lost', 'stolen', 'replaced', 'misused'] as const;
export type CardRevocation = (typeof cardRevocations)[number];

export interface RevokedCard {
  /** Number of the card: a person's first is 1. */
  readonly issue: number;
  readonly because: CardRevocation;
  readonly on: Day;
}

/** A photograph as it is printed on a card: a small JPEG, base64. Sealed wherever it is stored. */
export interface Photo {
  readonly jpeg: string;
}
