import { ratioOf, roundUpTo } from '#kernel';
import type { Cover } from './joining.js';
import { ageOn } from './people.js';
import { memberShareOf } from './schemes.js';
import type { Telling } from './telling.js';

/** Deaths of a thousand persons in a year, by age. */
const deathsAtAge = (age: number): number =>
  age < 1 ? 45 : age < 5 ? 12 : age < 15 ? 2 : age < 50 ? 4 : age < 65 ? 12 : 50;

/** Deaths during a term. The form comes within two weeks; cover ends with the day itself. */
export const deathsDuring = (telling: Telling, { from, to }: Cover): void => {
  const { chance, calendar, household } = telling;
  const [first, last] = [Math.max(from, 0) + 1, Math.min(to, calendar.last)];
  if (first > last) return;
  for (const member of telling.living(first)) {
    const { person } = member;
    const risk = Math.floor((deathsAtAge(ageOn(person, first)) * (last - first)) / 365);
    if (telling.living(last).length < 2 || !chance.happens(risk)) continue;
    const diedOn = chance.int(first, last);
    const declaredOn = diedOn + chance.int(1, 14);
    member.until = diedOn;
    telling.tell(declaredOn, 'RecordDeath', {
      household: household.household,
      person: person.person,
      diedOn: calendar.day(diedOn),
      declaredOn: calendar.day(declaredOn),
    });
  }
};

/** Before the next term can be paid, so that the newcomer pays for what is left of this one only. */
const beforeRenewal_days = 95;

/** A bride, a nephew or a father moves in, and pays for the months that are left. */
export const arrivalsDuring = (telling: Telling, { from, to }: Cover): void => {
  const { chance, calendar, household } = telling;
  const [first, last] = [Math.max(from, 0) + 5, Math.min(to - beforeRenewal_days, calendar.last)];
  if (first > last || !chance.happens(45)) return;
  const addedOn = chance.int(first, last);
  const role = chance.weighted([
    [40, { relation: 'spouse', sex: 'F', born: -chance.int(19, 28) * 365 }],
    [40, { relation: 'other', sex: chance.pick(['F', 'M'] as const), born: -chance.int(4, 16) * 365 }],
    [20, { relation: 'parent', sex: 'M', born: -chance.int(58, 75) * 365 }],
  ] as const);
  const paidOn = addedOn + chance.int(1, 20);
  const arrival = telling.welcome(role, calendar.nextMonth(paidOn));
  const { born: _, ...form } = arrival;
  const { household: id } = household;
  telling.tell(addedOn, 'AddPerson', { household: id, ...form, addedOn: calendar.day(addedOn) }, leftMeanwhile);
  const months = Math.ceil((to - calendar.nextMonth(addedOn)) / 31);
  const amount = roundUpTo(ratioOf(memberShareOf(household.scheme), months, 12, 'up'), 500);
  const receivedOn = calendar.day(paidOn);
  telling.tell(paidOn, 'RecordReceipt', { household: id, receipt: telling.nextReceipt(), amount, receivedOn });
};

const leftMeanwhile = ['membership.household.lapsed'];
