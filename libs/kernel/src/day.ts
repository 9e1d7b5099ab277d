/**
 * Days, months and periods in a scheme's calendar. A day has no time of day and no zone: `2025-12-31` is the whole
 * last day of the year where the scheme is, both for who pays and for who is treated.
 */

/** A calendar day, `YYYY-MM-DD`. Days compare as strings compare. */
export type Day = string;

/** An instant in UTC with milliseconds, `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export type Instant = string;

export class NotADay extends RangeError {}

const shape = /^(\d{4})-(\d{2})-(\d{2})$/;
const msPerDay = 86_400_000;

/** Whether the text names a day that exists: `2025-02-29` does not. Years 1900 to 2199. */
export const isDay = (text: unknown): text is Day => {
  if (typeof text !== 'string') return false;
  const parts = shape.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
};

/** @throws NotADay when the text does not name a day that exists. */
export const day = (text: string): Day => {
  if (!isDay(text)) throw new NotADay(`${text} is not a day`);
  return text;
};

/** Days of the month, `month` from 1 to 12. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const yearOf = (text: Day): number => Number(text.slice(0, 4));
const monthOf = (text: Day): number => Number(text.slice(5, 7));
const dayOf = (text: Day): number => Number(text.slice(8, 10));
const pad = (value: number, width: number): string => String(value).padStart(width, '0');
const dayFrom = (year: number, month: number, dayOfMonth: number): Day =>
  `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;

const epochDays = (text: Day): number => Date.UTC(yearOf(text), monthOf(text) - 1, dayOf(text)) / msPerDay;
const fromEpochDays = (days: number): Day => new Date(days * msPerDay).toISOString().slice(0, 10);

export const addDays = (from: Day, days: number): Day => fromEpochDays(epochDays(from) + days);

/** Calendar months, clamped to the end of the month: 31 January and one month is 28 (or 29) February. */
export const addMonths = (from: Day, months: number): Day => {
  const index = yearOf(from) * 12 + (monthOf(from) - 1) + months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  return dayFrom(year, month, Math.min(dayOf(from), daysInMonth(year, month)));
};

/** Days from `from` to `to`: 0 for the same day, negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => epochDays(to) - epochDays(from);

/** Completed years from `from` to `on`: an age. Someone born on 29 February has their birthday on 28 February. */
export const yearsBetween = (from: Day, on: Day): number => {
  const years = yearOf(on) - yearOf(from);
  return addMonths(from, years * 12) <= on ? years : years - 1;
};

export const firstOfMonth = (of: Day): Day => `${of.slice(0, 8)}01`;
export const firstOfNextMonth = (of: Day): Day => addMonths(firstOfMonth(of), 1);
export const endOfMonth = (of: Day): Day => dayFrom(yearOf(of), monthOf(of), daysInMonth(yearOf(of), monthOf(of)));

/** Whole months of a period whose ends are both inside: 1 July to 31 December is six. */
export const wholeMonths = ({ from, to }: Period): number => {
  const after = addDays(to, 1);
  const months = (yearOf(after) - yearOf(from)) * 12 + monthOf(after) - monthOf(from);
  return addMonths(from, months) > after ? months - 1 : months;
};

export const earliest = (a: Day, b: Day): Day => (a < b ? a : b);
export const latest = (a: Day, b: Day): Day => (a > b ? a : b);

/** Both ends are inside. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

export const within = ({ from, to }: Period, on: Day): boolean => from <= on && on <= to;

/** The period of `months` calendar months that starts on `from`: 12 from 1 January ends on 31 December. */
export const periodOf = (from: Day, months: number): Period => ({ from, to: addDays(addMonths(from, months), -1) });

/** The day an instant falls on, in a time zone of the IANA list. */
export const dayIn = (zone: string, instant: Instant): Day =>
  zone === 'UTC' ? instant.slice(0, 10) : formatterOf(zone).format(new Date(instant));

const formatters = new Map<string, Intl.DateTimeFormat>();
const formatterOf = (zone: string): Intl.DateTimeFormat => {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formatters.set(zone, formatter);
  }
  return formatter;
};
