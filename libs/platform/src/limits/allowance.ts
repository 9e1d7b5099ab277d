import { LRUCache } from 'lru-cache';

/** Keys remembered at most; the one longest unused is forgotten first, and begins anew. */
const mostKeys = 20_000;

/**
 * How much each key may take: `amount` at once, and as many again spread evenly over the window. What is refused
 * counts nothing. An amount of 0 limits nothing.
 */
export class Allowance {
  /** For each key, when everything it took will have been given back. */
  private readonly restored = new LRUCache<string, number>({ max: mostKeys });
  private readonly each_ms: number;
  private readonly most_ms: number;

  constructor(
    private readonly amount: number,
    window_s: number,
    /** Milliseconds of a clock that never goes back. */
    private readonly now: () => number = () => performance.now(),
  ) {
    this.each_ms = amount === 0 ? 0 : (window_s * 1_000) / amount;
    this.most_ms = window_s * 1_000;
  }

  /** Takes one if there is one. @returns 0, or the seconds until there is one: 1 at least. */
  take(key: string): number {
    const wait_s = this.wait(key);
    if (wait_s === 0) this.spend(key);
    return wait_s;
  }

  /** Seconds until one could be taken, 0 for now. Takes nothing. */
  wait(key: string): number {
    if (this.amount === 0) return 0;
    const now = this.now();
    const over_ms = Math.max(this.restored.get(key) ?? now, now) - now + this.each_ms - this.most_ms;
    // Sums of fractions must not cost the last one.
    return over_ms < this.each_ms / 100 ? 0 : Math.max(1, Math.ceil(over_ms / 1_000));
  }

  /** Takes one, whether or not there is one; what is owed never grows beyond one window. */
  spend(key: string): void {
    if (this.amount === 0) return;
    const now = this.now();
    const restored = Math.max(this.restored.get(key) ?? now, now) + this.each_ms;
    this.restored.set(key, Math.min(restored, now + this.most_ms));
  }
}
