import type { Day } from '#kernel';
import { Calendar } from './calendar.js';
import { type Catalogue, readCatalogue } from './catalogue.js';
import { founding } from './founding.js';
import { forecastFund } from './fund-forecast.js';
import { OfficeWork } from './office-work.js';
import type { DemoStep } from './operations.js';
import { OtherContracts } from './other-contracts.js';
import { populationOf } from './population.js';
import { Register } from './register.js';
import { nongtaba, zabre } from './schemes.js';
import type { Setting } from './setting.js';

export interface DemoOptions {
  /** The same seed tells the same story, step by step. */
  readonly seed: number;
  /** Persons of the first scheme when they join; the hospital plan has 8 % of that on top. Up to a million. */
  readonly members: number;
  /** First day. Benefit packages and tariffs hold from 2024 on. */
  readonly from: Day;
  readonly months: number;
}

/** Eighteen months that end on 30 June 2026, whatever the day on which they are told. */
export const demoDefaults: DemoOptions = { seed: 42, members: 5_000, from: '2025-01-01', months: 18 };

/** Beyond this many members the books are closed at the end of the month only. */
const closedDailyUpTo_members = 50_000;
const hospitalPlan_percent = 8;

/** The federation before anything happens: its calendar, its schemes and who will join them. */
export const demoWorld = (options: Partial<DemoOptions> = {}) => {
  const { seed, members, from, months } = { ...demoDefaults, ...options };
  if (!Number.isSafeInteger(members) || members < 10) throw new RangeError('a federation has ten members or more');
  if (!Number.isSafeInteger(months) || months < 3) throw new RangeError('the story lasts three months or more');
  const calendar = new Calendar(from, months);
  const village = populationOf(seed, zabre, members);
  const hospital = populationOf(seed, nongtaba, Math.max(1, Math.round((members * hospitalPlan_percent) / 100)));
  const setting: Setting = { seed, calendar, fund: forecastFund(seed, village, calendar) };
  return {
    setting,
    populations: [village, hospital] as const,
    closesDaily: members <= closedDailyUpTo_members,
  };
};

export type DemoWorld = ReturnType<typeof demoWorld>;

/**
 * Every command of the demo federation, in the order of time; nothing of it is kept, and nothing reads a clock. Within
 * a day, steps of different households do not depend on each other, and no step needs what another context has to
 * hear of a step of the same day first: whoever sends them waits for messages between days only.
 *
 * @throws RangeError when `members` or `months` are too small.
 */
export function* demoFederation(
  options: Partial<DemoOptions> = {},
  catalogue: Catalogue = readCatalogue(),
): Iterable<DemoStep> {
  const { setting, populations, closesDaily } = demoWorld(options);
  const { calendar } = setting;
  const schemes = populations.map(({ scheme }) => scheme);
  const registers = populations.map(population => new Register(population, setting));
  const office = new OfficeWork(schemes, setting, closesDaily);
  const others = new OtherContracts(calendar, zabre);
  yield* founding(schemes, catalogue, calendar);
  for (let day = 0; day < calendar.length; day += 1) {
    const told = registers.flatMap(register => register.takeDay(day).map(({ step }) => step));
    const today = [...office.morning(day), ...others.morning(day), ...told.sort((a, b) => a.at - b.at)];
    for (const step of today) office.watch(step);
    yield* today;
    yield* office.evening(day);
  }
}
