import { line } from './bills.js';
import { file, providerFor } from './filing.js';
import type { Cover } from './joining.js';
import { ageOn } from './people.js';
import type { Member, Telling } from './telling.js';

/** Births of a thousand women between 16 and 44 in a year. */
const births_perYear = 170;
const betweenBirths_days = 600;
/** Days before the delivery on which the four antenatal sessions are due. */
const sessions = [196, 136, 76, 28];
const lapsed = ['membership.household.lapsed'];
const unknown = ['benefits.evidence.unknown_beneficiary'];

/** Pregnancies that end during the term: antenatal sessions, the delivery, and the form for the child. */
export const birthsDuring = (telling: Telling, cover: Cover): void => {
  const { chance, calendar } = telling;
  const [first, last] = [Math.max(cover.from, 1), Math.min(cover.to, calendar.last)];
  if (first > last) return;
  for (const mother of telling.living(first)) {
    const { person } = mother;
    const age = ageOn(person, first);
    if (person.sex !== 'F' || age < 16 || age > 44) continue;
    if (!chance.happens(Math.floor((births_perYear * (last - first)) / 365))) continue;
    const day = chance.int(first, last);
    if (mother.until < day || day - mother.lastChild < betweenBirths_days) continue;
    mother.lastChild = day;
    attend(telling, mother, day, cover);
    deliver(telling, mother, day);
    declare(telling, day, cover);
  }
};

/** Most women come to all four sessions; some only to three, or two. The post claims them, or attests them on a list. */
const attend = (telling: Telling, { person }: Member, delivery: number, cover: Cover): void => {
  const { chance, calendar } = telling;
  const came = chance.weighted([
    [70, 4],
    [21, 3],
    [9, 2],
  ]);
  const earliest = Math.max(cover.waitingFrom, cover.from, 0) + 1;
  const provider = providerFor(telling, 'CSPS');
  for (const before of sessions.slice(4 - came)) {
    const day = delivery - before + chance.int(-8, 8);
    if (day < earliest) continue;
    const beneficiary = person.person;
    if (telling.household.scheme.product === 'ESSENTIEL' && chance.happens(600)) {
      file(telling, { beneficiary, provider, day }, { diagnosis: 'Z34', lines: [line('ANC')] });
    } else {
      const attestation = `${beneficiary}-A${calendar.day(day).replaceAll('-', '')}`;
      const heldOn = calendar.day(day);
      const input = { attestation, provider, beneficiary, act: 'ANC', heldOn };
      telling.tell(day + chance.int(1, 10), 'AttestSession', input, unknown);
    }
  }
};

const deliver = (telling: Telling, { person }: Member, day: number): void => {
  const { chance } = telling;
  const beneficiary = person.person;
  const large = telling.household.scheme.product === 'HOSPITALISATION';
  if (chance.happens(60)) {
    const provider = providerFor(telling, 'HD');
    file(
      telling,
      { beneficiary, provider, day },
      { diagnosis: 'O82', lines: [line('CSEC'), line('HOSP', 4)], nights: 4 },
    );
  } else if (!large) {
    const price = chance.happens(150) ? 7_000 : 6_000;
    const provider = providerFor(telling, 'CSPS');
    file(telling, { beneficiary, provider, day }, { diagnosis: 'O80', lines: [line('DELIV', 1, price)] });
  }
};

/** In time, mostly; one child in ten is declared after the thirty days. Some forms never come. */
const declare = (telling: Telling, bornOn: number, cover: Cover): void => {
  const { chance, calendar, household } = telling;
  if (chance.happens(40)) return;
  const declaredOn = bornOn + (chance.happens(100) ? chance.int(31, 60) : chance.int(2, 27));
  if (declaredOn > Math.min(cover.to, calendar.last)) return;
  const inTime = declaredOn - bornOn <= household.scheme.coverRules.newbornDeclarationDays;
  const since = inTime ? bornOn + 1 : calendar.nextMonth(declaredOn);
  const child = telling.welcome({ relation: 'child', sex: chance.pick(['F', 'M'] as const), born: bornOn }, since);
  const { person, name, sex } = child;
  const days = { bornOn: calendar.day(bornOn), declaredOn: calendar.day(declaredOn) };
  telling.tell(declaredOn, 'DeclareBirth', { household: household.household, person, name, sex, ...days }, lapsed);
};
