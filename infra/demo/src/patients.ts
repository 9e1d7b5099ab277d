import { addMonths } from '#kernel';
import type { Chance } from './chance.js';
import type { DemoWorld } from './federation.js';
import { storyAt } from './register.js';
import type { DemoScheme } from './schemes.js';

/** Somebody who comes to a provider of their scheme. */
export interface Patient {
  readonly scheme: DemoScheme;
  readonly person: string;
  /** Place of their section in the scheme's list: the health post follows from it. */
  readonly place: number;
}

type Standing = 'covered' | 'uncovered';

/** Until waiting is over for ordinary care, in both schemes. */
const waiting_months = 3;
/** A prime: whom to ask next is far from whom was asked. */
const stride = 7_919;
/** People whose story is told so often are known by heart. */
const remembered = 20_000;

/** Members of the demo federation as they are foreseen to stand around a day: what real claims are about. */
export class Patients {
  readonly households: number;
  private readonly known = new Map<number, Readonly<Record<Standing, readonly Patient[]>>>();

  /** @param day day number on which they seek care; it may lie behind the end of the story. */
  constructor(
    private readonly world: DemoWorld,
    private readonly day: number,
  ) {
    this.households = world.populations.reduce((sum, { households }) => sum + households, 0);
  }

  /** Somebody of a household, or else of another one where somebody stands like that. */
  near(household: number, standing: Standing, chance: Chance): Patient {
    for (let tried = 0; tried < this.households; tried += 1) {
      const found = this.of((household + tried * stride) % this.households)[standing];
      if (found.length > 0) return chance.pick(found);
    }
    throw new RangeError(
      `nobody of the demo federation is ${standing} on ${this.world.setting.calendar.day(this.day)}`,
    );
  }

  private of(household: number): Readonly<Record<Standing, readonly Patient[]>> {
    let patients = this.known.get(household);
    if (!patients) {
      patients = this.foreseen(household);
      if (this.known.size >= remembered) this.known.clear();
      this.known.set(household, patients);
    }
    return patients;
  }

  private foreseen(number: number): Readonly<Record<Standing, readonly Patient[]>> {
    const { populations, setting } = this.world;
    const [first, second] = populations;
    const [population, index] = number < first.households ? [first, number] : [second, number - first.households];
    const { covers, living, household, joining } = storyAt(index, population, setting);
    const { scheme, place } = household;
    const settled_days = 95;
    const patients = living
      .filter(({ since }) => since <= this.day - settled_days)
      .map(({ person }): Patient => ({ scheme, person, place }));
    const cover = covers.find(({ from, to }) => from <= this.day && this.day <= to);
    if (cover) return { covered: this.hasWaited(cover.waitingFrom) ? patients : [], uncovered: [] };
    return { covered: [], uncovered: joining.enrolled < this.day ? patients : [] };
  }

  private hasWaited(waitingFrom: number): boolean {
    const { calendar } = this.world.setting;
    return calendar.number(addMonths(calendar.day(waitingFrom), waiting_months)) <= this.day;
  }
}
