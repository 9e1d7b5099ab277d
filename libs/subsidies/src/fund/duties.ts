import { accept, addDays, type Day, daysBetween, type Decision, nothingToDo, refuse } from '#kernel';
import type { FundCommand } from './fund.commands.js';
import type { Duty, DutyReminded, FundEvent } from './fund.events.js';
import { FundReason } from './fund.reasons.js';
import type { OpenFund } from './fund.state.js';

type Outcome = Decision<FundEvent, FundReason>;
type Of<Type extends FundCommand['type']> = Extract<FundCommand, { type: Type }>;

/** So many days before it is due a duty is recalled. @unit days */
const before: readonly number[] = [30, 7, 1];
/** From the day after it was due, again and again after so many days. @unit days */
const overdueEvery = 30;

/** What every party owes, by the latest version that speaks of it: an amendment may put a day off. */
export const dutiesOf = ({ contracts }: Pick<OpenFund, 'contracts'>): readonly Duty[] => {
  const duties = new Map<string, Duty>();
  for (const contract of contracts) for (const duty of contract.duties ?? []) duties.set(duty.duty, duty);
  return [...duties.values()];
};

export const openDuties = (fund: OpenFund): readonly Duty[] =>
  dutiesOf(fund).filter(({ duty }) => fund.dutiesMet[duty] === undefined);

/** Duties that were due before that day and are not met. */
export const overdueDuties = (fund: OpenFund, on: Day): readonly Duty[] =>
  openDuties(fund).filter(({ dueOn }) => dueOn < on);

/** A duty that is not met, and when it was last recalled. @unit `days`: until it is due; below zero: since */
export interface DutyAhead extends Duty {
  readonly days: number;
  readonly remindedOn: Day | null;
}

/** Overdue on that day, and due within thirty days, by the day. */
export const dutiesOn = (fund: OpenFund, on: Day) => {
  const ahead = openDuties(fund)
    .map((duty): DutyAhead => {
      return { ...duty, days: daysBetween(on, duty.dueOn), remindedOn: fund.reminded?.[duty.duty] ?? null };
    })
    .sort((left, right) => left.days - right.days || (left.duty < right.duty ? -1 : 1));
  return {
    overdue: ahead.filter(({ days }) => days < 0),
    upcoming: ahead.filter(({ days }) => days >= 0 && days <= before[0]!),
  };
};

/** The last day, up to that one, on which a duty is to be recalled; undefined before the first. */
const milestone = (dueOn: Day, on: Day): Day | undefined => {
  const late = daysBetween(dueOn, on);
  if (late > 0) return addDays(dueOn, 1 + Math.floor((late - 1) / overdueEvery) * overdueEvery);
  return before
    .map(days => addDays(dueOn, -days))
    .filter(day => day <= on)
    .at(-1);
};

/**
 * Recalls what is due soon, and what is late. Asked again for the same day, or for an earlier one, it says nothing more;
 * asked after days on which nobody asked, it says what they would have, once.
 */
export const remindDuties = ({ on }: Of<'RemindDuties'>, fund: OpenFund): Outcome => {
  const events = openDuties(fund).flatMap((duty): DutyReminded[] => {
    const day = milestone(duty.dueOn, on);
    const last = fund.reminded?.[duty.duty];
    if (day === undefined || (last !== undefined && day <= last)) return [];
    const { duty: name, party, dueOn } = duty;
    const data = { fund: fund.fund, currency: fund.currency, duty: name, party, dueOn, days: daysBetween(on, dueOn) };
    return [{ type: 'subsidies.DutyReminded', version: 1, effectiveAt: on, data: { ...data, remindedOn: on } }];
  });
  return events.length === 0 ? nothingToDo : accept<FundEvent>(...events);
};

/** @refuses subsidies.duty.unknown  no version of the contract speaks of it */
export const recordDutyMet = ({ duty, metOn }: Of<'RecordDutyMet'>, fund: OpenFund): Outcome => {
  if (fund.dutiesMet[duty] !== undefined) return nothingToDo;
  if (!dutiesOf(fund).some(each => each.duty === duty)) return refuse(FundReason.dutyUnknown, { duty }, 'notFound');
  const data = { fund: fund.fund, currency: fund.currency, duty, metOn };
  return accept({ type: 'subsidies.DutyMet', version: 1, effectiveAt: metOn, data });
};
