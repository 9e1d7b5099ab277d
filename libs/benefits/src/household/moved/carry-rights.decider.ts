import { acceptIn, type Day, type JointDecider, nothingToDo, sum } from '#kernel';
import { claimsInOrder, householdFold, type HouseholdState } from '../household.state.js';
import type { HouseholdStream } from '../other-households.state.js';
import { limitOn } from '../reconsider.state.js';
import { carriedAlong } from './carried-along.js';
import type { RightsBroughtIn, RightsHandedOn } from './moved.events.js';
import { broughtBy, movedToAfter } from './moved.state.js';
import type { BroughtAct, BroughtIn } from './moved.types.js';

/** A person moved, or something was decided since about their care of before the move. */
export interface CarryRights {
  readonly type: 'CarryRights';
  readonly transfer: string;
  readonly person: string;
  readonly fromScheme: string;
  readonly fromHousehold: string;
  readonly toScheme: string;
  readonly toHousehold: string;
  readonly on: Day;
  /** Names of the receiving scheme for keys of the one that lets go; null where both are one scheme. */
  readonly keys: Readonly<Record<string, string>> | null;
}

export type CarryStreams = { readonly from: HouseholdStream; readonly to: HouseholdStream };

/**
 * What somebody used before they moved uses up the ceilings, numbers and deductible where they went: nobody has two of
 * them. Told again whenever the old household's claims change; claims decided there by then are not opened again for it,
 * but those that were cut or refused for what is free again are.
 */
export const carryRightsDecider: JointDecider<CarryRights, CarryStreams, never> = {
  folds: { from: householdFold, to: householdFold },

  decide(command, { from, to }) {
    const { transfer, person, on, toScheme, toHousehold, fromScheme, fromHousehold, keys } = command;
    const move = { transfer, toScheme, toHousehold, on };
    const renamed = (key: string) => (keys === null ? key : keys[key]);
    const along = carriedAlong(from, person, command, renamed);
    const known = broughtBy(to, person).find(one => one.transfer === transfer);
    const isKnown = from.handedOn?.get(person)?.some(one => one.transfer === transfer) ?? false;
    if (isKnown && known && says(known) === says({ transfer, on, ...along })) return nothingToDo;
    const left: RightsHandedOn = {
      type: 'benefits.RightsHandedOn',
      version: 1,
      effectiveAt: on,
      data: { household: fromHousehold, scheme: fromScheme, person, ...move },
    };
    const came: RightsBroughtIn = {
      type: 'benefits.RightsBroughtIn',
      version: 1,
      effectiveAt: on,
      data: {
        ...{ household: toHousehold, scheme: toScheme, person, fromScheme, fromHousehold, transfer, on, ...along },
        movedTo: movedToAfter(to, person, on),
        because: known ? 'limitFreed' : 'coverChanged',
        reconsider: known ? touched(to, person, known, along) : sinceTheMove(to, person, on),
      },
    };
    return acceptIn({ ...(isKnown ? {} : { from: [left] }), to: [came] });
  },
};

const says = ({ on, uses, acts }: BroughtIn): string => JSON.stringify([on, uses, acts]);

/** Cover and what was used come by two messages: a claim decided between them is decided again. */
const sinceTheMove = (to: HouseholdState, person: string, on: Day): readonly string[] =>
  claimsInOrder(to, booking => booking.person === person && on <= booking.governs);

type Along = Pick<BroughtIn, 'uses' | 'acts'>;

/** Claims cut or refused for what is used no longer, and those whose evidence came or went. */
const touched = (to: HouseholdState, person: string, before: Along, after: Along): readonly string[] => {
  const freed = new Set(freedLimits(person, before, after));
  const gained = less(after.acts, before.acts);
  const lost = less(before.acts, after.acts);
  return claimsInOrder(
    to,
    booking =>
      booking.limitedBy.some(limit => freed.has(limit)) ||
      (booking.person === person &&
        booking.needs.some(({ key, from, before: until, met }) =>
          (met ? lost : gained).some(act => act.key === key && from <= act.on && act.on < until),
        )),
  );
};

const less = (acts: readonly BroughtAct[], others: readonly BroughtAct[]): readonly BroughtAct[] =>
  acts.filter(({ key, on }) => !others.some(other => other.key === key && other.on === on));

const freedLimits = (person: string, before: Along, after: Along): readonly string[] => {
  const [had, has] = [totals(before), totals(after)];
  return [
    ...(had.ceilings > has.ceilings ? [limitOn.household, limitOn.person(person)] : []),
    ...lower(had.categories, has.categories).map(limitOn.category),
    ...lower(had.acts, has.acts).map(limitOn.acts),
  ];
};

const totals = ({ uses }: Along) => ({
  ceilings: sum(uses.map(({ usage }) => usage.ceilings)),
  categories: added(uses.map(({ usage }) => usage.categories)),
  acts: added(uses.map(({ usage }) => usage.acts)),
});

const added = (counters: readonly Readonly<Record<string, number>>[]): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>();
  for (const counter of counters)
    for (const [key, amount] of Object.entries(counter)) sums.set(key, (sums.get(key) ?? 0) + amount);
  return sums;
};

const lower = (had: ReadonlyMap<string, number>, has: ReadonlyMap<string, number>): readonly string[] =>
  [...had].filter(([key, amount]) => amount > (has.get(key) ?? 0)).map(([key]) => key);
