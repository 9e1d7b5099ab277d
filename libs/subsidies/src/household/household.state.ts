import { type Band, type Day, type Fold, type Minor, type Period, sum, unreachable } from '#kernel';
import type {
  Category,
  Cofunded,
  FundAsked,
  FundShare,
  HouseholdCategoryNoted,
  HouseholdCounted,
  HouseholdEvent,
  HouseholdGroupNoted,
  HouseholdPlaced,
  HouseholdTwinNoted,
  Twin,
} from './household.events.js';

/** What a fund lets a term have. */
export interface Carrier {
  readonly persons: number;
  readonly amount: Minor;
  /** Date of the first request: it says which version of the contract applies. */
  readonly requestedOn: Day | null;
  /** Whether the term still asks it: what is not any more was already paid. */
  readonly asked: boolean;
  /** Whom it is for, by pseudonym; absent when not everybody was named. */
  readonly named?: readonly string[] | undefined;
  /** Persons whose unearned months went back. */
  readonly clawedBack: readonly string[];
}

/** Which funds carry a term, and how much of the household's caps is taken. */
export interface AskedTerm {
  readonly scheme: string;
  readonly carriers: Readonly<Record<string, Carrier>>;
  /** Last word of a fund on the term. */
  readonly reason: string | null;
  readonly cofunded: Cofunded | null;
  /** Fund → where it stands, for a term that several carry. */
  readonly shares: Readonly<Record<string, FundShare>>;
  readonly period: Period | null;
  /** Persons known to have died in it. */
  readonly died: readonly string[];
}

export interface PaysWith {
  readonly scheme: string;
  readonly group: string;
  readonly from: Day;
  readonly until: Day | null;
}

/** Somebody of the household, and the same person as another household has them. */
export interface KnownTwin {
  readonly person: string;
  readonly twin: Twin;
}

export interface HouseholdState {
  readonly terms: { readonly [term: number]: AskedTerm };
  /** Scheme → village it was enrolled in; absent until one is known. */
  readonly sections?: Readonly<Record<string, string>>;
  /** Scheme → how many persons of each band joined; absent until somebody did. */
  readonly counted?: Readonly<Record<string, Readonly<Partial<Record<Band, number>>>>>;
  /** Groups it pays or paid with, the last day inside; absent until one is known. */
  readonly groups?: readonly PaysWith[];
  /** In the order in which they were found; absent until one is. */
  readonly categories?: readonly (Category & { readonly scheme: string })[];
  /** Who of it is registered elsewhere too; absent until somebody is. */
  readonly twins?: readonly KnownTwin[];
}

type OfTerm = Exclude<
  HouseholdEvent,
  HouseholdPlaced | HouseholdCategoryNoted | HouseholdCounted | HouseholdGroupNoted | HouseholdTwinNoted
>;

export const householdStream = (household: string): string => `subsidies.household-${household}`;

export const householdFold: Fold<HouseholdEvent, HouseholdState> = {
  initialState: { terms: {} },

  evolve(state, event) {
    if (event.type === 'subsidies.HouseholdPlaced') {
      const { scheme, section } = event.data;
      return { ...state, sections: { ...state.sections, [scheme]: section } };
    }
    if (event.type === 'subsidies.HouseholdCategoryNoted') {
      const { scheme, category, decision, from, until } = event.data;
      return { ...state, categories: [...(state.categories ?? []), { scheme, category, decision, from, until }] };
    }
    if (event.type === 'subsidies.HouseholdCounted') {
      const { scheme, bands } = event.data;
      return { ...state, counted: { ...state.counted, [scheme]: bands } };
    }
    if (event.type === 'subsidies.HouseholdTwinNoted') return { ...state, twins: withTwin(state, event) };
    if (event.type === 'subsidies.HouseholdGroupNoted') return { ...state, groups: withGroup(state, event) };
    const { scheme, term } = event.data;
    const before = state.terms[term] ?? notAsked(scheme);
    return { ...state, terms: { ...state.terms, [term]: evolveTerm(before, event) } };
  },
};

const withGroup = ({ groups = [] }: HouseholdState, { data }: HouseholdGroupNoted): readonly PaysWith[] => {
  const { scheme, group, joined, on } = data;
  if (joined) return [...groups, { scheme, group, from: on, until: null }];
  return groups.map(each =>
    each.scheme === scheme && each.group === group && each.until === null ? { ...each, until: on } : each,
  );
};

export const isTwin = (one: KnownTwin, other: KnownTwin): boolean =>
  one.person === other.person && one.twin.household === other.twin.household && one.twin.person === other.twin.person;

const withTwin = ({ twins = [] }: HouseholdState, { data }: HouseholdTwinNoted): readonly KnownTwin[] => {
  const { person, twin, same } = data;
  const others = twins.filter(each => !isTwin(each, { person, twin }));
  return same ? [...others, { person, twin }] : others;
};

/** Village in which it was enrolled; undefined until that is known. */
export const sectionIn = ({ sections = {} }: HouseholdState, scheme: string): string | undefined => sections[scheme];

/** How many persons of each band joined it. */
export const countedIn = ({ counted = {} }: HouseholdState, scheme: string): Readonly<Partial<Record<Band, number>>> =>
  counted[scheme] ?? {};

/** Groups it pays with on a day. */
export const groupsOn = ({ groups = [] }: HouseholdState, scheme: string, on: Day): readonly string[] =>
  groups
    .filter(each => each.scheme === scheme && each.from <= on && (each.until === null || on <= each.until))
    .map(({ group }) => group);

const notAsked = (scheme: string): AskedTerm => ({
  ...{ scheme, carriers: {}, reason: null, cofunded: null, shares: {}, period: null, died: [] },
});

const nothing: Carrier = { persons: 0, amount: 0, requestedOn: null, asked: false, clawedBack: [] };

const evolveTerm = (term: AskedTerm, event: OfTerm): AskedTerm => {
  switch (event.type) {
    case 'subsidies.FundAsked': {
      const { fund, persons, amount, reason, requestedOn, cofunded = term.cofunded } = event.data;
      const carrier = term.carriers[fund] ?? nothing;
      const asked = carrier.asked || persons > 0;
      return {
        ...withCarrier(term, fund, {
          persons: carrier.persons + persons,
          amount: carrier.amount + amount,
          requestedOn: carrier.requestedOn ?? requestedOn,
          asked,
          ...namedWith(carrier, event),
        }),
        reason,
        cofunded,
      };
    }
    case 'subsidies.FundNoLongerAsked': {
      const { fund, kept } = event.data;
      return { ...withCarrier(term, fund, { persons: 0, amount: kept, asked: false, named: undefined }), reason: null };
    }
    case 'subsidies.CofundingStands':
      return { ...term, shares: { ...term.shares, [event.data.fund]: event.data.share } };
    case 'subsidies.SubsidisedTermStarted':
      return { ...term, period: event.data.period };
    case 'subsidies.SubsidisedPersonDied':
      return { ...term, died: [...term.died, event.data.person] };
    case 'subsidies.PersonClawedBack': {
      const { fund, person } = event.data;
      const { clawedBack } = term.carriers[fund] ?? nothing;
      return withCarrier(term, fund, { clawedBack: [...clawedBack, person] });
    }
    default:
      return unreachable(event);
  }
};

/** Everybody it is for by now; somebody nobody named may be anybody. */
const namedWith = (
  { persons: before, named: known }: Carrier,
  { data: { persons, named } }: FundAsked,
): Pick<Carrier, 'named'> => {
  if (persons === 0) return {};
  if (before === 0) return { named };
  return { named: known && named && [...known, ...named.filter(person => !known.includes(person))] };
};

const withCarrier = (term: AskedTerm, fund: string, changed: Partial<Carrier>): AskedTerm => ({
  ...term,
  carriers: { ...term.carriers, [fund]: { ...nothing, ...term.carriers[fund], ...changed } },
});

/** The household's category on a day: what was found last of what holds then; null when nothing does. */
export const categoryOn = ({ categories = [] }: HouseholdState, scheme: string, on: Day): string | null =>
  categories.findLast(({ scheme: of, from, until }) => of === scheme && from <= on && (until === null || on <= until))
    ?.category ?? null;

/** Funds that the term asks, in the order in which they were. */
export const fundsOf = (term: AskedTerm | undefined): readonly string[] =>
  Object.entries(term?.carriers ?? {}).flatMap(([fund, { asked }]) => (asked ? [fund] : []));

/** What other funds than this one carry of the term, or will. */
export const carriedByOthers = (term: AskedTerm | undefined, fund: string): Minor =>
  sum(Object.entries(term?.carriers ?? {}).map(([name, { amount }]) => (name === fund ? 0 : amount)));
