import { addDays, addMonths, type Day, daysBetween, firstOfNextMonth } from '#kernel';

/**
 * The days of the story, numbered from 0. Stories are told in day numbers, which are added and compared in no time;
 * numbers before 0 and after the end are days too.
 */
export class Calendar {
  private readonly days: readonly Day[];

  constructor(
    readonly from: Day,
    readonly months: number,
  ) {
    const length = daysBetween(from, addMonths(from, months));
    this.days = Array.from({ length }, (_, number) => addDays(from, number));
  }

  /** How many days the story lasts. */
  get length(): number {
    return this.days.length;
  }

  get last(): number {
    return this.days.length - 1;
  }

  day(number: number): Day {
    return this.days[number] ?? addDays(this.from, number);
  }

  number(day: Day): number {
    return daysBetween(this.from, day);
  }

  /** First day of the month after. */
  nextMonth(number: number): number {
    return this.number(firstOfNextMonth(this.day(number)));
  }

  /** Last day of a term of so many months that starts on that day. */
  endOfTerm(start: number, months: number): number {
    return this.number(addMonths(this.day(start), months)) - 1;
  }

  /** 1 for January. */
  monthOf(number: number): number {
    return Number(this.day(number).slice(5, 7));
  }

  isLastOfMonth(number: number): boolean {
    return this.day(number + 1).endsWith('-01');
  }
}
