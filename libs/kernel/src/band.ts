import { type Day, yearsBetween } from './day.js';

/** Completed years at which an age group begins; the last has no end. */
export const ageGroups = [0, 5, 15, 25, 50, 60] as const;

/** One sex and one age group, by a code: what is told of somebody where neither name nor birth date may be. */
export type Band = `b${number}`;

/** Sex and age group; `below` is the first completed year outside, null when nobody is too old. */
export interface BandMeaning {
  readonly band: Band;
  readonly sex: 'F' | 'M';
  readonly from: number;
  readonly below: number | null;
}

/** b1 to b12: girls and women by rising age, then boys and men. A code is never given another meaning. */
export const bands: readonly BandMeaning[] = (['F', 'M'] as const).flatMap((sex, row) =>
  ageGroups.map((from, column): BandMeaning => {
    const band: Band = `b${row * ageGroups.length + column + 1}`;
    return { band, sex, from, below: ageGroups[column + 1] ?? null };
  }),
);

/** The band of somebody on a day, birthdays inside; who is not born yet is counted with the youngest. */
export const bandOf = (sex: 'F' | 'M', bornOn: Day, on: Day): Band => {
  const age = Math.max(0, yearsBetween(bornOn, on));
  return bands.findLast(each => each.sex === sex && each.from <= age)!.band;
};
