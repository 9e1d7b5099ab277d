import type { Calendar } from './calendar.js';
import { Chance } from './chance.js';
import type { DemoScheme } from './schemes.js';

/** Cover in day numbers, both ends inside. */
export interface Cover {
  readonly from: number;
  readonly to: number;
  readonly waitingFrom: number;
}

export interface Joining {
  readonly enrolled: number;
  /** Cover brought along from the paper register. */
  readonly takenOver: Cover | null;
}

/** Willingness to join, by month: money is there after the harvest and the cotton, and gone before the next one. */
const byMonth = [30, 40, 40, 20, 10, 5, 3, 3, 5, 10, 20, 30];
/** The scheme's first campaign: so many months in which twice as many join. */
const campaignMonths = 4;
/** The office is being set up. */
const firstDay = 3;

export const joiningOf = (seed: number, scheme: DemoScheme, index: number, calendar: Calendar): Joining => {
  const chance = new Chance(seed, scheme.scheme, index, 'joining');
  if (!chance.happens(scheme.takenOver)) return { enrolled: dayOfForm(chance, calendar), takenOver: null };
  const enrolled = chance.int(firstDay, 20);
  const from = calendar.nextMonth(chance.int(-310, -35));
  const before_years = chance.weighted([
    [5, 0],
    [3, 1],
    [2, 2],
  ]);
  const waitingFrom = from - 365 * before_years;
  return { enrolled, takenOver: { from, to: calendar.endOfTerm(from, 12), waitingFrom } };
};

const dayOfForm = (chance: Chance, calendar: Calendar): number => {
  const first = Number(calendar.from.slice(5, 7)) - 1;
  const months = Array.from({ length: calendar.months }, (_, month): [number, number] => {
    const weight = byMonth[(first + month) % 12] ?? 0;
    return [month < campaignMonths ? weight * 2 : weight, month];
  });
  const length = calendar.length / calendar.months;
  const start = Math.floor(chance.weighted(months) * length);
  return Math.min(calendar.last, Math.max(firstDay, start + chance.int(0, Math.floor(length) - 1)));
};
