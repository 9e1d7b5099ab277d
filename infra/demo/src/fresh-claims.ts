import type { Day } from '#kernel';
import { Chance } from './chance.js';
import { type ClaimRequest, requestOf, writeDown } from './claim-desk.js';
import { type DemoOptions, demoWorld } from './federation.js';
import { Patients } from './patients.js';

export interface FreshOptions extends Partial<DemoOptions> {
  /** Tells this run's claims from those of any other. Letters and digits. */
  readonly run: string;
  /** The day on which they are sent, as the server will see it; the last day of the story unless said. */
  readonly on?: Day;
  /**
   * Whose claims they are. `hot`, unless said: a few households claim again and again and most hardly ever (Zipf), what
   * a guard per household has to bear. `even`: anybody's, as in a federation of very many.
   */
  readonly spread?: 'hot' | 'even';
}

/** Care of the last so many days: inside every filing deadline. */
const recent_days = 50;
const prime = 1_000_003;

/**
 * Sound claims without end, three lines each on average.
 *
 * @throws RangeError when nobody of the demo federation is covered on that day.
 */
export function* freshClaims({ run, on, spread = 'hot', ...options }: FreshOptions): Generator<ClaimRequest, never> {
  const world = demoWorld(options);
  const { seed, calendar } = world.setting;
  const today = on === undefined ? calendar.last : calendar.number(on);
  const patients = new Patients(world, today);
  const chance = new Chance(seed, 'fresh', run);
  for (let number = 1; ; number += 1) {
    const rank = spread === 'hot' ? zipfRank(chance, patients.households) : chance.int(0, patients.households - 1);
    // Popular households are scattered over the register, not its first ones.
    const patient = patients.near((rank * prime) % patients.households, 'covered', chance);
    const id = `${run}-${number}`;
    const visit = {
      patient,
      between: [today - recent_days, today],
      claim: `F-${id}`,
      webhookId: `fresh-${id}`,
    } as const;
    yield requestOf(writeDown(visit, chance, calendar));
  }
}

const fine = 1 << 30;

/** 0 to `ranks` − 1; the probability of a rank is in inverse proportion to it. */
const zipfRank = (chance: Chance, ranks: number): number =>
  Math.min(ranks - 1, Math.floor((ranks + 1) ** (chance.int(0, fine - 1) / fine)) - 1);
