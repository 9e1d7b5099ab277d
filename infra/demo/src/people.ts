import type { Calendar } from './calendar.js';
import { Chance } from './chance.js';
import { namesOfHousehold } from './names.js';
import type { NamedPerson, Relation, Sex } from './operations.js';
import type { DemoScheme } from './schemes.js';

export interface Person extends NamedPerson {
  /** Day number of birth; before 0 for whoever was there when the story begins. */
  readonly born: number;
}

export interface Household {
  readonly scheme: DemoScheme;
  readonly household: string;
  readonly section: string;
  /** Place of the section in the scheme's list: its health post follows from it. */
  readonly place: number;
  readonly people: readonly Person[];
}

export const largestHousehold = 12;
const sizes = [
  [3, 1],
  [6, 2],
  [9, 3],
  [13, 4],
  [16, 5],
  [17, 6],
  [14, 7],
  [10, 8],
  [6, 9],
  [4, 10],
  [1, 11],
  [1, largestHousehold],
] as const;

/** Persons in a household when it joins: between five and six, on average. */
export const sizeOf = (seed: number, { scheme }: DemoScheme, index: number): number =>
  new Chance(seed, scheme, index, 'size').weighted(sizes);

export const householdId = ({ letter }: DemoScheme, index: number): string =>
  `${letter}${String(index + 1).padStart(5, '0')}`;

export const personId = (household: string, number: number): string =>
  `${household}-${String(number).padStart(2, '0')}`;

/** Who lives there: always the same people for the same seed and place in the register. */
export const householdOf = (
  seed: number,
  scheme: DemoScheme,
  index: number,
  size: number,
  calendar: Calendar,
): Household => {
  const chance = new Chance(seed, scheme.scheme, index, 'people');
  const household = householdId(scheme, index);
  const place = chance.int(0, scheme.sections.length - 1);
  const names = namesOfHousehold(chance);
  const people = rolesOf(chance, size).map(({ relation, sex, age }, position): Person => {
    const born = -(age * 365 + chance.int(1, 364));
    const name = relation === 'spouse' ? names.married(sex) : names.given(sex);
    return { person: personId(household, position + 1), name, sex, birthDate: calendar.day(born), relation, born };
  });
  return { scheme, household, section: scheme.sections[place]!.section, place, people };
};

interface Role {
  readonly relation: Relation;
  readonly sex: Sex;
  /** Completed years when the story begins. */
  readonly age: number;
}

const rolesOf = (chance: Chance, size: number): readonly Role[] => {
  const sex: Sex = chance.happens(830) ? 'M' : 'F';
  const age = chance.int(24, 66);
  const roles: Role[] = [{ relation: 'policyholder', sex, age }];
  const wives = sex === 'F' || size < 2 ? 0 : size >= 7 && chance.happens(300) ? 2 : 1;
  for (let wife = 0; wife < wives; wife += 1) {
    roles.push({ relation: 'spouse', sex: 'F', age: Math.max(17, age - chance.int(2, 8 + wife * 8)) });
  }
  if (size >= 4 && age < 50 && chance.happens(140)) {
    roles.push({ relation: 'parent', sex: chance.happens(650) ? 'F' : 'M', age: age + chance.int(17, 28) });
  }
  const oldestChild = Math.min(19, Math.max(1, age - 20));
  while (roles.length < size) {
    const relation = chance.happens(930) ? 'child' : 'other';
    roles.push({ relation, sex: chance.pick(['F', 'M'] as const), age: chance.int(0, oldestChild) });
  }
  return roles.slice(0, size);
};

/** Someone who comes into the household later: a newborn, a bride, a father who moves in. */
export const newcomer = (
  household: Household,
  number: number,
  chance: Chance,
  calendar: Calendar,
  role: { readonly relation: Relation; readonly sex: Sex; readonly born: number },
): Person => {
  const names = namesOfHousehold(
    chance,
    household.people.map(({ name }) => name.split(' ')[0]!),
  );
  const family = household.people[0]!.name.split(' ').at(-1)!;
  const given = names.given(role.sex).split(' ')[0]!;
  const name = role.relation === 'spouse' ? names.married(role.sex) : `${given} ${family}`;
  const { relation, sex, born } = role;
  return {
    person: personId(household.household, number),
    name,
    sex,
    birthDate: calendar.day(born),
    relation,
    born,
  };
};

export const ageOn = ({ born }: Person, on: number): number => Math.floor((on - born) / 365.25);
