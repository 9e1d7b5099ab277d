import type { Decisions, Metadata, ReadModels } from '#eventstore';
import { type Day, dayIn, addDays, daysBetween, type Instant } from '#kernel';

/** Where a scheme stands in its days. */
export interface SchemeDays {
  readonly scheme: string;
  /** IANA time zone: its days begin and end there. */
  readonly timezone: string;
  /** The latest day that is done; for a scheme that has none, the day before its first. */
  readonly doneUpTo: Day;
}

/** What a context does whenever a day of a scheme is over: for every scheme, every day once, in their order. */
export interface DailyWork {
  /** Part of the command ids: never changed. */
  readonly name: string;
  readonly schemes: (ports: DailyPorts) => Promise<readonly SchemeDays[]>;
  /** The Nest command for one day, given the metadata the calendar made for it. */
  readonly command: (scheme: string, day: Day, metadata: Metadata) => object;
}

export interface DailyPorts {
  readonly models: ReadModels;
  readonly decisions: Decisions;
}

/** The last day that is over at this instant: yesterday, where the scheme is. */
export const lastDayOver = (timezone: string, now: Instant): Day => addDays(dayIn(timezone, now), -1);

/** Days that are over and not done, in order; `most` of them. */
export const daysDue = (doneUpTo: Day, last: Day, most: number): readonly Day[] =>
  Array.from({ length: Math.min(most, Math.max(0, daysBetween(doneUpTo, last))) }, (_, index) =>
    addDays(doneUpTo, index + 1),
  );
