import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** Chance that repeats itself: the same seed and labels draw the same, whatever others draw meanwhile. */
export class Chance {
  private readonly generator: RandomGenerator;

  constructor(seed: number, ...labels: readonly (string | number)[]) {
    this.generator = xoroshiro128plus(mixed([seed, ...labels].join('|')));
  }

  /** A whole number; both ends inside. */
  int(from: number, to: number): number {
    return uniformInt(this.generator, from, to);
  }

  /** True in so many cases of a thousand. */
  happens(perMille: number): boolean {
    return this.int(1, 1000) <= perMille;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.int(0, choices.length - 1)] as T;
  }

  /** One of the choices, each as often as its weight says. Weights are whole. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
    let left = this.int(
      1,
      choices.reduce((sum, [weight]) => sum + weight, 0),
    );
    for (const [weight, choice] of choices) {
      left -= weight;
      if (left <= 0) return choice;
    }
    throw new RangeError('nothing to choose from');
  }

  /** How often something happens that is expected so many thousandths of a time: 2 300 is twice, or three times. */
  count(perMille: number): number {
    const expected = Math.max(0, perMille);
    return Math.floor(expected / 1000) + (this.happens(expected % 1000) ? 1 : 0);
  }
}

/** 32 bits of the label (FNV-1a, then a finaliser): neighbours in the alphabet are strangers in the draw. */
const mixed = (label: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < label.length; at += 1) hash = Math.imul(hash ^ label.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
};
