import type { Append, AppendResult } from '../event-log.js';

/** Hands appends to the log in the order in which they were decided, without waiting for any of them to be stored. */
export class Turns {
  /** Stream → when the events decided last on it were handed over. */
  private readonly last = new Map<string, Promise<void>>();

  constructor(private readonly append: (append: Append) => Promise<AppendResult>) {}

  /**
   * @param read streams the decision rests on: it comes after whatever was decided on them before.
   * @param changed streams it appends to: the next on them comes after it.
   */
  async inTurn(read: readonly string[], changed: readonly string[], prepared: Promise<Append>): Promise<AppendResult> {
    const before = read.flatMap(place => this.last.get(place) ?? []);
    let handedOver = (): void => undefined;
    const turn = new Promise<void>(resolve => (handedOver = resolve));
    for (const place of changed) this.last.set(place, turn);
    try {
      const append = await prepared;
      if (before.length > 0) await Promise.all(before);
      const appended = this.append(append);
      handedOver();
      return await appended;
    } finally {
      handedOver();
      for (const place of changed) if (this.last.get(place) === turn) this.last.delete(place);
    }
  }
}
