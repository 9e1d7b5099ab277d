import type { Position } from '../event-log.js';

interface Waiter {
  readonly position: Position;
  readonly settle: (reached: boolean) => void;
}

/** Those who wait until a subscription has come to a position. */
export class Waiters {
  private waiting = new Set<Waiter>();

  get size(): number {
    return this.waiting.size;
  }

  /** @returns whether the position was reached before the time was up. */
  wait(position: Position, timeoutMs?: number): Promise<boolean> {
    return new Promise(resolve => {
      const waiter: Waiter = {
        position,
        settle: reached => {
          clearTimeout(timer);
          this.waiting.delete(waiter);
          resolve(reached);
        },
      };
      const timer = timeoutMs === undefined ? undefined : setTimeout(() => waiter.settle(false), timeoutMs);
      this.waiting.add(waiter);
    });
  }

  reached(position: Position): void {
    for (const waiter of this.waiting) if (waiter.position <= position) waiter.settle(true);
  }

  giveUp(): void {
    for (const waiter of this.waiting) waiter.settle(false);
  }
}
