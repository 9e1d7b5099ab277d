import { sizeOf } from './people.js';
import type { DemoScheme } from './schemes.js';

/** A scheme's households, by their number in the register: nothing of them is kept. */
export interface Population {
  readonly scheme: DemoScheme;
  readonly persons: number;
  readonly households: number;
  /** Persons of a household when it joins; the last one is as large as it must be for the sum. */
  sizeOf(index: number): number;
}

export const populationOf = (seed: number, scheme: DemoScheme, persons: number): Population => {
  let [households, counted] = [0, 0];
  while (counted < persons) {
    counted += sizeOf(seed, scheme, households);
    households += 1;
  }
  const surplus = counted - persons;
  return {
    scheme,
    persons,
    households,
    sizeOf: index => sizeOf(seed, scheme, index) - (index === households - 1 ? surplus : 0),
  };
};
