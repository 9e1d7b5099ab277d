import {
  addDays,
  type Day,
  daysBetween,
  endOfMonth,
  firstOfMonth,
  firstOfNextMonth,
  latest,
  minor,
  type Minor,
  ratioOf,
} from '#kernel';
import type { FundEvent } from '../fund/fund.events.js';

export interface BurnDownMonth {
  readonly month: string;
  /** What came into the fund, given or promised. */
  readonly received: Minor;
  /** What was set aside for households, less what came back. */
  readonly used: Minor;
  /** What was free on the month's last day, or on the day asked about. */
  readonly available: Minor;
}

export interface BurnDown {
  readonly on: Day;
  readonly available: Minor;
  /** Set aside, less what came back, in the days looked at; below zero when more came back. */
  readonly used: Minor;
  /** Days looked at, the day asked about included: fewer than asked for in a young fund. */
  readonly days: number;
  /** Day on which, at this pace, the last free franc is set aside; null at a pace that never ends it. */
  readonly exhaustedOn: Day | null;
  readonly months: readonly BurnDownMonth[];
}

interface Movement {
  readonly on: Day;
  /** What became free, and what stopped being so. */
  readonly received: Minor;
  readonly used: Minor;
}

/**
 * How long the money lasts at the pace of the last days. By the days on which things took effect: what is entered late
 * counts on its day.
 *
 * @unit `days`: how far back the pace is taken from, above zero.
 */
export const burnDown = (events: Iterable<FundEvent>, on: Day, days: number): BurnDown => {
  const lastOf = new Map<string, Day>();
  const movements = [...events].flatMap(event => movementOf(event, lastOf)).filter(movement => movement.on <= on);
  const first = movements.reduce((day, movement) => (movement.on < day ? movement.on : day), on);
  const looked = Math.min(days, daysBetween(first, on) + 1);
  const since = addDays(on, 1 - looked);
  const until = (day: Day): Minor => total(movements, movement => movement.on <= day);
  const used = minor(-total(movements, movement => movement.on >= since, 'used'));
  const available = until(on);
  const months: BurnDownMonth[] = [];
  for (let month = firstOfMonth(first); month <= on && movements.length > 0; month = firstOfNextMonth(month)) {
    const inMonth = (movement: Movement): boolean => firstOfMonth(movement.on) === month;
    months.push({
      month: month.slice(0, 7),
      received: total(movements, inMonth, 'received'),
      used: minor(-total(movements, inMonth, 'used')),
      available: until(endOfMonth(month)),
    });
  }
  return { on, available, used, days: looked, exhaustedOn: exhaustion(available, used, looked, on), months };
};

const exhaustion = (available: Minor, used: Minor, days: number, on: Day): Day | null => {
  if (available <= 0) return on;
  if (used <= 0) return null;
  const left = ratioOf(available, days, used, 'up');
  // Beyond the calendar nothing is foretold.
  return left > 36_500 ? null : addDays(on, left);
};

/** What is given back counts no earlier than it was set aside, also where dues are void from a day before they were raised. */
const movementOf = ({ type, effectiveAt, data }: FundEvent, lastOf: Map<string, Day>): Movement[] => {
  if (!('postings' in data)) return [];
  const amount = data.postings.reduce((all, each) => all + (each.account === 'available' ? each.amount : 0), 0);
  if (amount === 0) return [];
  const comesIn = type === 'subsidies.FundingReceived' || type === 'subsidies.FundingPledged';
  if (comesIn || !('household' in data))
    return [{ on: effectiveAt, received: comesIn ? amount : 0, used: comesIn ? 0 : amount }];
  const term = `${data.scheme}/${data.household}/${data.term}`;
  const on = latest(effectiveAt, lastOf.get(term) ?? effectiveAt);
  lastOf.set(term, on);
  return [{ on, received: 0, used: amount }];
};

const total = (
  movements: readonly Movement[],
  which: (movement: Movement) => boolean,
  part?: 'received' | 'used',
): Minor =>
  movements.reduce((all, each) => {
    if (!which(each)) return all;
    return all + (part ? each[part] : each.received + each.used);
  }, 0);
