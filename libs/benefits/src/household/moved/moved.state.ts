import { type Day, type Period, within } from '#kernel';
import type { HouseholdState } from '../household.state.js';
import type { Usage } from '../household.types.js';
import type { RightsBroughtIn, RightsHandedOn } from './moved.events.js';
import type { BroughtAct, BroughtIn, HandedOn } from './moved.types.js';

type Moved = Pick<HouseholdState, 'broughtIn' | 'handedOn'>;

/** A household with one more of its persons gone on. */
export const handed = ({ handedOn }: Moved, { data }: RightsHandedOn): Required<Pick<Moved, 'handedOn'>> => {
  const { person, transfer, toScheme, toHousehold, on } = data;
  const before = handedOn?.get(person) ?? [];
  return { handedOn: new Map(handedOn).set(person, [...before, { transfer, toScheme, toHousehold, on }]) };
};

/** A household with what a person brought; a later telling of the same move takes the place of the earlier one. */
export const brought = ({ broughtIn }: Moved, { data }: RightsBroughtIn): Required<Pick<Moved, 'broughtIn'>> => {
  const { person, transfer, on, uses, acts } = data;
  const others = (broughtIn?.get(person) ?? []).filter(one => one.transfer !== transfer);
  return { broughtIn: new Map(broughtIn).set(person, [...others, { transfer, on, uses, acts }]) };
};

/** Where a person went after care on a day: those who have to hear what is decided about it. */
export const movedToAfter = ({ handedOn }: Moved, person: string, care: Day): readonly HandedOn[] =>
  (handedOn?.get(person) ?? []).filter(({ on }) => care < on);

/** The same for an event: absent where nobody has to hear. */
export const toldTo = (household: Moved, person: string, care: Day): { readonly movedTo?: readonly HandedOn[] } => {
  const movedTo = movedToAfter(household, person, care);
  return movedTo.length === 0 ? {} : { movedTo };
};

export interface Counted {
  readonly usage: Usage;
  readonly person: string;
  readonly on: Day;
  /** False where the household's own bookings have it already: the person went away and came back. */
  readonly ofHousehold: boolean;
}

/** Uses brought in by moves on days of the household's period. */
export function* broughtWithin({ broughtIn }: Moved, whole: Period): Generator<Counted> {
  for (const [person, moves] of broughtIn ?? []) {
    for (const { on, uses } of moves) {
      if (!within(whole, on)) continue;
      for (const { usage, governs, here = false } of uses) {
        yield { usage, person, on, ofHousehold: !(here && within(whole, governs)) };
      }
    }
  }
}

/** Days from `from` until before `before` of acts under a key that a person brought along. */
export const broughtDays = (
  { broughtIn }: Moved,
  person: string,
  { key, from, before }: { readonly key: string; readonly from: Day; readonly before: Day },
  of: (act: BroughtAct) => boolean = () => true,
): readonly Day[] =>
  (broughtIn?.get(person) ?? []).flatMap(({ acts }) =>
    acts.filter(act => act.key === key && from <= act.on && act.on < before && of(act)).map(({ on }) => on),
  );

/** What the moves of a person brought, by move. */
export const broughtBy = ({ broughtIn }: Moved, person: string): readonly BroughtIn[] => broughtIn?.get(person) ?? [];
