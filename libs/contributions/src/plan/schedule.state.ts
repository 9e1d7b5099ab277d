import { addMonths, type Day, earliest, latest, type Minor, type Period, ratioOf } from '#kernel';

/** Part of the member share that must have been paid by the end of a day: `parts` of `of`. */
export interface Instalment {
  readonly parts: number;
  readonly of: number;
}

/**
 * When a plan asks for what is not needed to open rights. `monthly`: a month's part on the first day of each month of
 * cover after those that open rights. `seasonal`: all of it on the day of the year when harvests are sold. `instalments`:
 * so much in all, so many months after cover starts.
 */
export type Schedule =
  | { readonly kind: 'monthly'; readonly openingMonths: number }
  | { readonly kind: 'seasonal'; readonly dueDay: string }
  | {
      readonly kind: 'instalments';
      readonly parts: readonly { readonly afterMonths: number; readonly upToPercent: number }[];
    };

/** An instalment of a term that runs. */
export interface DatedInstalment extends Instalment {
  readonly dueOn: Day;
}

/** Rounded up: a part of a franc is paid with the earlier instalment, and the whole is never more than the share. */
export const requiredOf = (memberShare: Minor, { parts, of }: Instalment): Minor =>
  ratioOf(memberShare, parts, of, 'up');

/** Days on which parts of a term fall due, in their order. @param months of a whole term */
export const datedInstalments = (schedule: Schedule, months: number, term: Period): readonly DatedInstalment[] => {
  const { from, to } = term;
  switch (schedule.kind) {
    case 'monthly':
      return Array.from({ length: months - schedule.openingMonths }, (_, index) => {
        const month = schedule.openingMonths + index;
        return { dueOn: addMonths(from, month), parts: month + 1, of: months };
      });
    case 'seasonal':
      return [{ dueOn: earliest(to, nextOn(schedule.dueDay, from)), parts: 1, of: 1 }];
    case 'instalments':
      return schedule.parts.map(({ afterMonths, upToPercent }) => ({
        dueOn: addMonths(from, afterMonths),
        parts: upToPercent,
        of: 100,
      }));
  }
};

/** First day of that name, `MM-DD`, from a day on. 29 February is the 28th where there is none. */
const nextOn = (dueDay: string, from: Day): Day => {
  const year = Number(from.slice(0, 4));
  return (
    [year, year + 1].map(one => dayOf(one, dueDay)).find(day => day >= from) ?? latest(from, dayOf(year + 1, dueDay))
  );
};

const dayOf = (year: number, dueDay: string): Day => {
  const [month = 1, of = 1] = dueDay.split('-').map(Number);
  const first = `${String(year)}-${String(month).padStart(2, '0')}-01`;
  const last = addMonths(`${String(year)}-01-31`, month - 1);
  return earliest(last, `${first.slice(0, 8)}${String(of).padStart(2, '0')}`);
};

/** What is wrong with it for a plan of so many months, or null. */
export const scheduleFault = (
  schedule: Schedule,
  months: number,
): 'opening_months' | 'due_day' | 'not_rising' | 'after_term' | null => {
  switch (schedule.kind) {
    case 'monthly':
      return schedule.openingMonths < months ? null : 'opening_months';
    case 'seasonal':
      return isDayOfYear(schedule.dueDay) ? null : 'due_day';
    case 'instalments': {
      const rising = schedule.parts.every(({ afterMonths, upToPercent }, index) => {
        const before = schedule.parts[index - 1];
        return !before || (afterMonths > before.afterMonths && upToPercent > before.upToPercent);
      });
      const last = schedule.parts.at(-1);
      if (!rising || last?.upToPercent !== 100) return 'not_rising';
      return last.afterMonths < months ? null : 'after_term';
    }
  }
};

const isDayOfYear = (text: string): boolean => {
  const [month = 0, day = 0] = text.split('-').map(Number);
  return (
    month >= 1 && month <= 12 && day >= 1 && day <= ([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0)
  );
};
