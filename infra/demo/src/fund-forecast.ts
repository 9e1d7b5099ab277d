import { roundUpTo } from '#kernel';
import type { Calendar } from './calendar.js';
import { joiningOf } from './joining.js';
import type { Population } from './population.js';

export interface Funding {
  readonly day: number;
  readonly amount: number;
}

/** What the matched fund receives, so that it runs out, makes households wait, and is topped up. */
export interface FundForecast {
  readonly fundings: readonly Funding[];
  /** When the money for a household that asked on that day is there; first come, first served. */
  servedOn(askedOn: number): number;
}

const received = 2;
/** What the first instalment of the funder carries of what is asked for in the first third of the story. */
const firstInstalment_percent = 55;
/** Time the funder takes to answer the scheme's letter. */
const answer_days = 32;

/**
 * Reckoned from who joins when, before the story is told. Renewals of the second year are served by a generous second
 * top-up; what is given back by households that leave is not counted, so the real fund is never shorter than this one.
 */
export const forecastFund = (seed: number, { scheme, households, sizeOf }: Population, calendar: Calendar) => {
  const perPerson = scheme.plan.subsidy?.perPerson ?? 0;
  const asked = new Float64Array(calendar.length);
  const ask = (day: number, persons: number) => {
    if (day <= calendar.last) asked[Math.max(0, day)]! += persons * perPerson;
  };
  for (let index = 0; index < households; index += 1) {
    const { enrolled, takenOver } = joiningOf(seed, scheme, index, calendar);
    const day = takenOver ? takenOver.to - scheme.coverRules.renewalOpensDaysBefore : enrolled;
    ask(Math.max(day, enrolled), sizeOf(index));
  }
  return forecastOf(summed(asked), perPerson * sizeOfAll(sizeOf, households), calendar.length);
};

const sizeOfAll = (sizeOf: Population['sizeOf'], households: number): number => {
  let persons = 0;
  for (let index = 0; index < households; index += 1) persons += sizeOf(index);
  return persons;
};

const summed = (amounts: Float64Array): Float64Array => {
  let sum = 0;
  return amounts.map(amount => (sum += amount));
};

const forecastOf = (askedBy: Float64Array, everybody: number, length: number): FundForecast => {
  const at = (day: number) => askedBy[Math.min(Math.max(0, day), length - 1)] ?? 0;
  const first = roundUp((at(Math.floor(length / 4)) * firstInstalment_percent) / 100);
  const exhausted = askedBy.findIndex(sum => sum > first);
  const topUp = Math.min(length - 2, Math.max(received, exhausted) + answer_days);
  const autumn = Math.max(topUp + 1, Math.floor((length * 5) / 9));
  const second = roundUp(at(autumn) - first);
  const fundings = [
    { day: received, amount: first },
    { day: topUp, amount: second },
    { day: Math.min(length - 1, autumn), amount: roundUp(at(length) - first - second + everybody * 1.15) },
  ].filter(({ amount }) => amount > 0);
  const servedOn = (askedOn: number): number => {
    let available = 0;
    for (const { day, amount } of fundings) {
      available += amount;
      if (available >= at(askedOn)) return Math.max(day, askedOn);
    }
    return askedOn;
  };
  return { fundings, servedOn };
};

/** Funders pay round sums. */
const roundUp = (amount: number): number => roundUpTo(Math.max(0, Math.ceil(amount)), 50_000);
