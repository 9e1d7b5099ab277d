import { DayQueue } from './day-queue.js';
import { joiningOf } from './joining.js';
import { householdOf } from './people.js';
import type { Population } from './population.js';
import type { Setting } from './setting.js';
import { type Story, storyOf } from './story.js';
import type { ToldStep } from './telling.js';

/** The story of one household of a scheme, told from its number in the register. */
export const storyAt = (index: number, { scheme, sizeOf }: Population, setting: Setting): Story => {
  const { seed, calendar } = setting;
  const household = householdOf(seed, scheme, index, sizeOf(index), calendar);
  return storyOf(household, joiningOf(seed, scheme, index, calendar), setting);
};

/**
 * All households of a scheme. Their stories are not kept: a household is told anew, from its number, on each day on
 * which something happens to it. A million members fit in a few megabytes.
 */
export class Register {
  private readonly queue: DayQueue;

  constructor(
    private readonly population: Population,
    private readonly setting: Setting,
  ) {
    const { calendar, seed } = setting;
    this.queue = new DayQueue(calendar.length, population.households);
    for (let index = 0; index < population.households; index += 1) {
      this.queue.put(joiningOf(seed, population.scheme, index, calendar).enrolled, index);
    }
  }

  /** What happens to households on a day. Days must be asked for in order, each once. */
  takeDay(day: number): readonly ToldStep[] {
    const today: ToldStep[] = [];
    for (const index of this.queue.take(day)) {
      const { steps } = storyAt(index, this.population, this.setting);
      for (const told of steps) {
        if (told.day === day) today.push(told);
        if (told.day <= day) continue;
        this.queue.put(told.day, index);
        break;
      }
    }
    return today;
  }
}
