import { type Day, type Minor, sum } from '#kernel';
import { fewest } from './fewest.rule.js';
import type { FundEvent, HouseholdTerm, Standing } from './fund.events.js';

/** What a fund did for the households of one scheme. @unit minor units; terms of households; persons */
export interface Served {
  readonly scheme: string;
  readonly asked: number;
  readonly granted: Minor;
  readonly persons: number;
  readonly waiting: number;
  /** Terms that got nothing and wait for nothing. */
  readonly declined: number;
}

/** Households that would have had more, or less. Null: of fewer than five nothing is told but that there are some. */
export interface Moved {
  readonly households: number | null;
  readonly amount: Minor | null;
}

interface Beside<Value> {
  readonly now: Value;
  readonly then: Value;
}

/** What was, beside what would have been. */
export interface Comparison {
  readonly schemes: readonly Beside<Served>[];
  /** What is left to grant. @unit minor units */
  readonly free: Beside<Minor>;
  /** First day on which the money did not suffice for who asked; null when it did to the end. */
  readonly exhaustedOn: Beside<Day | null>;
  readonly gained: Moved;
  readonly lost: Moved;
}

interface Outcome {
  /** By term. */
  readonly terms: ReadonlyMap<string, HouseholdTerm & { readonly standing: Standing }>;
  readonly free: Minor;
  readonly exhaustedOn: Day | null;
}

/** Where each term stands in the end that first asked on the day or after; every term when no day is given. */
export const outcomeOf = (events: readonly FundEvent[], from: Day | null): Outcome => {
  const terms = new Map<string, HouseholdTerm & { readonly standing: Standing }>();
  const before = new Set<string>();
  let exhaustedOn: Day | null = null;
  let free = 0;
  for (const { type, effectiveAt, data } of events) {
    if ('balance' in data) free = data.balance.available;
    if (!('standing' in data)) continue;
    const { scheme, household, term, standing } = data;
    const key = `${scheme}/${household}/${term}`;
    const first = !terms.has(key) && !before.has(key);
    if (first && from !== null && 'requestedOn' in data && data.requestedOn < from) before.add(key);
    if (before.has(key)) continue;
    terms.set(key, { scheme, household, term, standing });
    const short = type === 'subsidies.SubsidyKeptWaiting' || ('left' in data && data.left > 0);
    if (short && (exhaustedOn === null || effectiveAt < exhaustedOn)) exhaustedOn = effectiveAt;
  }
  return { terms, free, exhaustedOn };
};

export const compared = (now: Outcome, then: Outcome): Comparison => {
  const [was, would] = [servedBy(now), servedBy(then)];
  const schemes = [...was].map(([scheme, served]) => ({ now: served, then: would.get(scheme) ?? nothing(scheme) }));
  return {
    schemes: schemes.sort((left, right) => (left.now.scheme < right.now.scheme ? -1 : 1)),
    free: { now: now.free, then: then.free },
    exhaustedOn: { now: now.exhaustedOn, then: then.exhaustedOn },
    gained: moved(now, then, change => change > 0),
    lost: moved(now, then, change => change < 0),
  };
};

const nothing = (scheme: string): Served => ({ scheme, asked: 0, granted: 0, persons: 0, waiting: 0, declined: 0 });

const servedBy = ({ terms }: Outcome): Map<string, Served> => {
  const served = new Map<string, Served>();
  for (const { scheme, standing } of terms.values()) {
    const { asked, granted, persons, waiting, declined } = served.get(scheme) ?? nothing(scheme);
    served.set(scheme, {
      scheme,
      asked: asked + 1,
      granted: granted + standing.total,
      persons: persons + standing.served,
      waiting: waiting + standing.waiting,
      declined: declined + (standing.total === 0 && standing.waiting === 0 ? 1 : 0),
    });
  }
  return served;
};

/** By household, over all its terms: what one term gains another may lose. */
const moved = (now: Outcome, then: Outcome, counts: (change: Minor) => boolean): Moved => {
  const changes = new Map<string, Minor>();
  const add = ({ terms }: Outcome, sign: 1 | -1): void => {
    for (const { scheme, household, standing } of terms.values()) {
      const key = `${scheme}/${household}`;
      changes.set(key, (changes.get(key) ?? 0) + sign * standing.total);
    }
  };
  add(then, 1);
  add(now, -1);
  const of = [...changes.values()].filter(counts);
  if (of.length > 0 && of.length < fewest) return { households: null, amount: null };
  return { households: of.length, amount: Math.abs(sum(of)) };
};
