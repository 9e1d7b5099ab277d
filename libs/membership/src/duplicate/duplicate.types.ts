/** A person as one household has them. Ids are the federation's: they name nobody. */
export interface Side {
  readonly household: string;
  readonly person: string;
}

/** With the scheme the household belongs to. */
export interface KnownSide extends Side {
  readonly scheme: string;
}

/** What somebody decided of two persons who look alike. Until then, and while it is undecided, both stay as they are. */
export const verdicts = ['same', 'different', 'undecided'] as const;
export type Verdict = (typeof verdicts)[number];

/** What a decision rests on; the paper itself is kept where `reference` says. */
export const grounds = ['papers', 'heardBoth', 'visit', 'registers', 'awaitingPapers'] as const;
export type Ground = (typeof grounds)[number];

const nameOf = ({ household, person }: Side): string => `${household}/${person}`;

/** The same two, whichever is said first. */
export const inOrder = <S extends Side>(one: S, other: S): readonly [S, S] =>
  nameOf(one) <= nameOf(other) ? [one, other] : [other, one];

/** Two persons have one stream, whichever is said first. */
export const duplicateStream = (one: Side, other: Side): string =>
  `membership.duplicate-${inOrder(one, other).map(nameOf).join('~')}`;
