import { ratioOf } from '#kernel';
import { careDuring, careOutside } from './care.js';
import type { Cover, Joining } from './joining.js';
import { arrivalsDuring, deathsDuring } from './life.js';
import { birthsDuring } from './maternity.js';
import { balance, type Dues, firstPayments, metOn, type Payer, payerOf, type Payment, wholeTerm } from './payments.js';
import type { Household } from './people.js';
import { memberShareOf } from './schemes.js';
import type { Setting } from './setting.js';
import { Telling, type ToldStep } from './telling.js';

export interface Story {
  readonly household: Household;
  readonly joining: Joining;
  /** In the order of time. */
  readonly steps: readonly ToldStep[];
  /** Who lives there at the end, with the day from which each is of the household. */
  readonly living: readonly { readonly person: string; readonly since: number }[];
  /** Terms as far as they can be foreseen: the programme decides. */
  readonly covers: readonly Cover[];
}

/** A household from the day it joins to the end of the calendar: depends on nothing but the seed and the setting. */
export const storyOf = (household: Household, joining: Joining, setting: Setting): Story => {
  const { enrolled, takenOver } = joining;
  const telling = new Telling(household, setting);
  const { chance, calendar } = telling;
  const payer = payerOf(chance);
  enrol(telling, enrolled);
  const covers: Cover[] = [];
  let cover = takenOver ? takeOver(telling, enrolled, takenOver) : firstTerm(telling, payer, enrolled);
  if (cover) careOutside(telling, enrolled, cover.from - 1, 60);
  else if (payer !== 'leaves') careOutside(telling, enrolled + 5, calendar.last, 250);
  while (cover && cover.from <= calendar.last) {
    covers.push(cover);
    deathsDuring(telling, cover);
    birthsDuring(telling, cover);
    arrivalsDuring(telling, cover);
    careDuring(telling, cover);
    const next = payer === 'thresholdOnly' ? null : renewal(telling, cover);
    careOutside(telling, cover.to + 1, next ? next.from - 1 : calendar.last, 120);
    cover = next;
  }
  return {
    household,
    joining,
    steps: telling.steps.sort((a, b) => a.day - b.day || a.step.at - b.step.at),
    living: telling.living(calendar.last).map(({ person, since }) => ({ person: person.person, since })),
    covers,
  };
};

const enrol = (telling: Telling, day: number): void => {
  const { household, calendar } = telling;
  telling.tell(day, 'EnrolHousehold', {
    household: household.household,
    product: household.scheme.product,
    section: household.section,
    policyholder: household.people[0]!.person,
    persons: household.people.map(({ born: _, ...person }) => person),
    enrolledOn: calendar.day(day),
  });
};

const takeOver = (telling: Telling, day: number, cover: Cover): Cover => {
  const { household, calendar } = telling;
  const [from, to, waitingFrom] = [cover.from, cover.to, cover.waitingFrom].map(number => calendar.day(number));
  telling.tell(day, 'TakeOverCover', { household: household.household, from: from!, to: to!, waitingFrom });
  return cover;
};

const duesOf = ({ household: { scheme } }: Telling, persons: number, raisedOn: number): Dues => {
  const share = memberShareOf(scheme) * persons;
  const threshold = ratioOf(share, scheme.plan.thresholdPercent, 100, 'up');
  return { raisedOn, joiningFee: scheme.plan.joiningFee, share, threshold };
};

/** Cover opens when the threshold is met and the fund has the money, from the first of the month after. */
const firstTerm = (telling: Telling, payer: Payer, enrolled: number): Cover | null => {
  const { chance, calendar, household, setting } = telling;
  const dues = duesOf(telling, household.people.length, enrolled);
  const payments = firstPayments(chance, payer, dues);
  pay(telling, payments);
  if (payer === 'leaves') {
    const on = Math.max(...payments.map(({ day }) => day)) + chance.int(8, 25);
    telling.tell(on, 'CancelEnrolment', { household: household.household, on: calendar.day(on) });
    return null;
  }
  const met = metOn(dues, payments);
  if (met === null) return null;
  const served = household.scheme.plan.subsidy ? setting.fund.servedOn(enrolled) : enrolled;
  const cover = termFrom(telling, calendar.nextMonth(Math.max(met, served)));
  const left = dues.joiningFee + dues.share - sum(payments);
  if (payer !== 'thresholdOnly') pay(telling, balance(chance, cover.from, left));
  return cover;
};

/** About two households in three stay: most pay before expiry, some in the days of grace, a few come back later. */
const renewal = (telling: Telling, { to, waitingFrom }: Cover): Cover | null => {
  const { chance, calendar, household } = telling;
  const { renewalOpensDaysBefore: opens, graceDays } = household.scheme.coverRules;
  if (to - opens > calendar.last) return null;
  const share = memberShareOf(household.scheme) * telling.living(to).length;
  const when = chance.weighted([
    [57, 'inTime'],
    [8, 'inGrace'],
    [4, 'afterLapse'],
    [31, 'never'],
  ] as const);
  if (when === 'never' || share === 0) return null;
  if (when === 'afterLapse') {
    const payments = wholeTerm(chance, to + graceDays + 10, to + graceDays + 70, share);
    pay(telling, payments);
    return termFrom(telling, calendar.nextMonth(lastDay(payments)));
  }
  const [from, until] = when === 'inTime' ? [to - opens + 5, to - 2] : [to + 2, to + graceDays - 8];
  pay(telling, wholeTerm(chance, Math.max(from, 21), Math.max(until, 28), share));
  return { ...termFrom(telling, to + 1), waitingFrom };
};

const termFrom = ({ calendar, household }: Telling, from: number): Cover => ({
  from,
  to: calendar.endOfTerm(from, household.scheme.coverRules.coverMonths),
  waitingFrom: from,
});

const lastDay = (payments: readonly Payment[]): number => Math.max(...payments.map(({ day }) => day));
const sum = (payments: readonly Payment[]): number => payments.reduce((total, { amount }) => total + amount, 0);

const pay = (telling: Telling, payments: readonly Payment[]): void => {
  const { household, calendar, chance } = telling;
  const collector = `COL-${household.section}`;
  const record = (day: number, amount: number): string => {
    const receipt = telling.nextReceipt();
    const receivedOn = calendar.day(day);
    telling.tell(day, 'RecordReceipt', { household: household.household, receipt, amount, receivedOn, collector });
    return receipt;
  };
  for (const { day, amount, slip } of payments) {
    if (slip) {
      const receipt = record(slip.receivedOn, amount);
      const reason = chance.pick(['bounced', 'duplicate', 'entryError'] as const);
      const voidedOn = calendar.day(slip.voidedOn);
      telling.tell(slip.voidedOn, 'VoidReceipt', { household: household.household, receipt, voidedOn, reason });
    }
    record(day, amount);
  }
};
