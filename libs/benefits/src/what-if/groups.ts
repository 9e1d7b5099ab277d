import type { Minor } from '#kernel';

/** What claims came to. `memberPays` is what people paid out of their pocket. @unit minor units */
export interface Outcome {
  readonly scheme: Minor;
  readonly memberPays: Minor;
  /** Claims of which nothing was paid. */
  readonly refused: number;
}

export interface OneClaim {
  readonly household: string;
  readonly now: Outcome;
  readonly then: Outcome;
}

/** Households of about the same number of covered persons. */
export interface HouseholdGroup {
  readonly persons: '1' | '2-4' | '5-7' | '8+';
  readonly households: number;
  readonly claims: number;
  /** Null where too few households claimed: what a draft changes for them would tell what they have. */
  readonly now: Outcome | null;
  readonly then: Outcome | null;
}

/** Fewer households with a claim are not shown by themselves. */
export const fewest_households = 5;

export const noOutcome: Outcome = { scheme: 0, memberPays: 0, refused: 0 };

export const together = (one: Outcome, other: Outcome): Outcome => ({
  scheme: one.scheme + other.scheme,
  memberPays: one.memberPays + other.memberPays,
  refused: one.refused + other.refused,
});

const sizes = ['1', '2-4', '5-7', '8+'] as const;
const sizeOf = (persons: number): HouseholdGroup['persons'] =>
  persons <= 1 ? '1' : persons <= 4 ? '2-4' : persons <= 7 ? '5-7' : '8+';

interface Gathered extends HouseholdGroup {
  readonly now: Outcome;
  readonly then: Outcome;
  readonly claiming: number;
}

/**
 * Claims by the size of their household. A group in which fewer than five households claimed is withheld; were it the
 * only one, the next smallest is too, as the total would give it away.
 */
export const groupsOf = (
  claims: readonly OneClaim[],
  households: ReadonlyMap<string, number>,
): readonly HouseholdGroup[] => {
  const gathered = sizes
    .map(persons => gather(persons, claims, households))
    .filter(({ households: many, claims: some }) => many > 0 || some > 0);
  const shown = gathered.filter(({ claiming }) => claiming >= fewest_households || claiming === 0);
  const hidden = new Set(gathered.filter(group => !shown.includes(group)));
  if (hidden.size === 1) {
    const next = shown.filter(({ claiming }) => claiming > 0).sort((a, b) => a.claiming - b.claiming)[0];
    if (next) hidden.add(next);
  }
  return gathered.map(group => {
    const { persons, households: many, claims: some, now, then } = group;
    const isHidden = hidden.has(group);
    return { persons, households: many, claims: some, now: isHidden ? null : now, then: isHidden ? null : then };
  });
};

const gather = (
  persons: HouseholdGroup['persons'],
  claims: readonly OneClaim[],
  households: ReadonlyMap<string, number>,
): Gathered => {
  const own = claims.filter(({ household }) => sizeOf(households.get(household) ?? 1) === persons);
  return {
    persons,
    households: [...households.values()].filter(many => sizeOf(many) === persons).length,
    claims: own.length,
    now: own.reduce((sum, { now }) => together(sum, now), noOutcome),
    then: own.reduce((sum, { then }) => together(sum, then), noOutcome),
    claiming: new Set(own.map(({ household }) => household)).size,
  };
};
