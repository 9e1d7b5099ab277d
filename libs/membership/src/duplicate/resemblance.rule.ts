import { token_set_ratio, token_sort_ratio } from 'fuzzball';
import type { Day } from '#kernel';
import { asHeard } from './spelling.rule.js';

/** What two registers say of somebody. `village`: the name of the section, absent where the scheme does not say. */
export interface Described {
  readonly name: string;
  readonly sex: 'F' | 'M';
  readonly birthDate: Day;
  readonly village?: string;
}

/** Why two persons are thought to be one: nothing here says a name or a day. */
export const likenesses = [
  'sameName',
  'likeName',
  'sameBirthDate',
  'dayAndMonthSwapped',
  'birthYearOnly',
  'birthYearClose',
  'otherSex',
  'sameVillage',
] as const;
export type Likeness = (typeof likenesses)[number];

export interface Resemblance {
  /** @unit points of 100 */
  readonly score: number;
  readonly because: readonly Likeness[];
}

/** From how many points two persons are shown to somebody who decides. A higher one hides pairs, a lower one tires people. */
export const leastScore = 75;
/** From how alike a name counts at all. @unit percent */
export const leastNameRatio = 80;
/** A day of birth that stands for a year: registers write the first, or the last, where nobody knew better. */
const standsForYear = /-(?:01-01|12-31|07-01)$/;
/** How far two years of birth may lie apart where one of them was guessed. @unit years */
export const yearsApart = 2;

const points = {
  name: 60,
  sameBirthDate: 25,
  dayAndMonthSwapped: 20,
  birthYearOnly: 15,
  birthYearClose: 8,
  sex: 5,
  otherSex: -15,
  village: 10,
} as const;

/**
 * How much two descriptions are alike. The name weighs most and must be alike at all; the birth says more when the day is
 * known in both; the village helps; another sex, which may be a slip, takes away. Order of words and spelling do not count.
 */
export const resemblance = (one: Described, other: Described): Resemblance => {
  const ratio = nameRatio(one.name, other.name);
  if (ratio < leastNameRatio) return { score: 0, because: [] };
  const born = birthOf(one.birthDate, other.birthDate);
  if (!born) return { score: 0, because: [] };
  const sameSex = one.sex === other.sex;
  const sameVillage = isSameVillage(one.village, other.village);
  const sum =
    Math.floor((points.name * ratio) / 100) +
    points[born] +
    (sameSex ? points.sex : points.otherSex) +
    (sameVillage ? points.village : 0);
  return {
    score: Math.min(100, sum),
    because: [
      ratio === 100 ? 'sameName' : 'likeName',
      born,
      ...(sameSex ? [] : (['otherSex'] as const)),
      ...(sameVillage ? (['sameVillage'] as const) : []),
    ],
  };
};

/** Whether it is worth opening two names: nobody whose years of birth lie further apart is alike. */
export const mayResemble = (one: Day, other: Day): boolean => Math.abs(yearOf(one) - yearOf(other)) <= yearsApart;

/** A second name that only one register has costs a little: all words of the shorter name have to be in the longer. */
const missingWord = 95;

/** @unit percent, whole */
export const nameRatio = (one: string, other: string): number => {
  const [a, b] = [asHeard(one), asHeard(other)];
  if (a === '' || b === '') return 0;
  const inAnyOrder = token_sort_ratio(a, b, { full_process: false });
  const severalWords = a.includes(' ') && b.includes(' ');
  const within = severalWords ? Math.floor((token_set_ratio(a, b, { full_process: false }) * missingWord) / 100) : 0;
  return Math.max(inAnyOrder, within);
};

type Born = Extract<Likeness, 'sameBirthDate' | 'dayAndMonthSwapped' | 'birthYearOnly' | 'birthYearClose'>;

const birthOf = (one: Day, other: Day): Born | null => {
  const guessed = standsForYear.test(one) || standsForYear.test(other);
  const apart = Math.abs(yearOf(one) - yearOf(other));
  if (one === other) return guessed ? 'birthYearOnly' : 'sameBirthDate';
  if (apart === 0 && !guessed && isSwapped(one, other)) return 'dayAndMonthSwapped';
  if (apart === 0) return guessed ? 'birthYearOnly' : 'birthYearClose';
  return guessed && apart <= yearsApart ? 'birthYearClose' : null;
};

const yearOf = (day: Day): number => Number(day.slice(0, 4));

const isSwapped = (one: Day, other: Day): boolean =>
  one.slice(5, 7) === other.slice(8, 10) && one.slice(8, 10) === other.slice(5, 7);

/** Names of villages are spelled as freely as people's. @unit percent */
const leastVillageRatio = 90;

const isSameVillage = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && nameRatio(one, other) >= leastVillageRatio;
