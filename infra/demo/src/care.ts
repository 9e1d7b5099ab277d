import { type Bill, consultation, imaging, largeRisk, line, prescription, stay } from './bills.js';
import type { Chance } from './chance.js';
import { file, providerFor } from './filing.js';
import type { Cover } from './joining.js';
import { ageOn } from './people.js';
import type { DemoProvider } from './schemes.js';
import type { Telling } from './telling.js';

type Visit = readonly [level: DemoProvider['level'], bill: (chance: Chance) => Bill];

/** Visits of a thousand persons in a year of cover, by age: the small and the old are ill more often. */
const visitsAtAge = (age: number): number => (age < 5 ? 1_500 : age < 15 ? 550 : age < 50 ? 700 : 1_250);
const hospitalisations = 130;
const waiting_days = 75;

const primaryCare: readonly (readonly [number, Visit])[] = [
  [800, ['CSPS', consultation]],
  [120, ['pharmacy', prescription]],
  [35, ['HD', imaging]],
  [30, ['HD', chance => stay(chance)]],
  [15, ['CSPS', () => ({ diagnosis: 'Z71', lines: [line('VCT')] })]],
];
const hospitalCare: readonly (readonly [number, Visit])[] = [[1, ['HD', largeRisk]]];

/** What everybody of the household is treated for during a term. */
export const careDuring = (telling: Telling, { from, to, waitingFrom }: Cover): void => {
  const { chance, calendar, household } = telling;
  const end = Math.min(to, calendar.last);
  if (end < Math.max(from, 0)) return;
  const large = household.scheme.product === 'HOSPITALISATION';
  for (const { person, since, until } of [...telling.members]) {
    const [first, last] = [Math.max(from, 0, since), Math.min(end, until)];
    if (first > last) continue;
    const yearly = large ? hospitalisations : visitsAtAge(ageOn(person, first));
    for (let left = chance.count(Math.floor((yearly * (last - first + 1)) / 365)); left > 0; left -= 1) {
      const [level, bill] = chance.weighted(large ? hospitalCare : primaryCare);
      const day = dayOfIllness(telling, first, last);
      // Most know that they have to wait, and pay for themselves.
      if (day < waitingFrom + waiting_days && chance.happens(700)) continue;
      file(telling, { beneficiary: person.person, provider: providerFor(telling, level), day }, bill(chance));
    }
  }
  if (!large && chance.happens(8)) hardYear(telling, Math.max(from, 0), end);
};

/** Malaria comes with the rain, from July to October. */
const dayOfIllness = ({ chance, calendar }: Telling, from: number, to: number): number => {
  const day = chance.int(from, to);
  const month = calendar.monthOf(day);
  return (month >= 7 && month <= 10) || chance.happens(600) ? day : chance.int(from, to);
};

/** A few households are struck again and again, and reach their ceilings. */
const hardYear = (telling: Telling, from: number, to: number): void => {
  const { chance } = telling;
  for (const { person, until } of telling.living(from).slice(0, 3)) {
    let day = from + chance.int(62, 75);
    for (let stays = 0; stays < 3 && day + 9 <= Math.min(to, until); stays += 1) {
      const nights = chance.int(6, 9);
      file(telling, { beneficiary: person.person, provider: providerFor(telling, 'HD'), day }, stay(chance, nights));
      day += nights + chance.int(15, 40);
    }
  }
};

/** Care on a day on which the household is not covered, and of somebody nobody knows. */
export const careOutside = (telling: Telling, from: number, to: number, perMille: number): void => {
  const { chance, calendar, household } = telling;
  const last = Math.min(to, calendar.last);
  if (from > last || !chance.happens(perMille)) return;
  const day = chance.int(from, last);
  const beneficiary = chance.happens(60) ? `${household.household}-99` : household.people[0]!.person;
  const large = household.scheme.product === 'HOSPITALISATION';
  const provider = providerFor(telling, large ? 'HD' : 'CSPS');
  file(telling, { beneficiary, provider, day }, large ? largeRisk(chance) : consultation(chance));
};
