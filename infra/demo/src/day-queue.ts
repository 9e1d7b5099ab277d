const nobody = -1;

/**
 * Who is next on which day, for a great many: each waits on one day at a time, in eight bytes. Those of a day come in
 * the order in which they were put there.
 */
export class DayQueue {
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private readonly next: Int32Array;

  constructor(days: number, waiting: number) {
    this.first = new Int32Array(days).fill(nobody);
    this.last = new Int32Array(days).fill(nobody);
    this.next = new Int32Array(waiting).fill(nobody);
  }

  put(day: number, who: number): void {
    const last = this.last[day]!;
    if (last === nobody) this.first[day] = who;
    else this.next[last] = who;
    this.last[day] = who;
    this.next[who] = nobody;
  }

  /** Empties the day. */
  take(day: number): readonly number[] {
    const taken: number[] = [];
    for (let who = this.first[day]!; who !== nobody; who = this.next[who]!) taken.push(who);
    this.first[day] = nobody;
    this.last[day] = nobody;
    return taken;
  }
}
