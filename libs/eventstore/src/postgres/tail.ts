import type { Position, StoredEvent } from '../event-log.js';

/** After so many batches of ours in a row, nobody else is taken to write. */
const batchesAlone = 100;

/**
 * The newest events of a shard, as long as this process appended them without a gap: those who follow the log are
 * spared reading back what was just written. Never a second truth: what is not here is read from the log.
 */
export class Tail {
  private events: StoredEvent[] = [];
  /** Batches of ours in a row, since somebody else's were seen between them. */
  private alone = Infinity;

  /**
   * @param most events kept at least, and at most half as many again: dropping some for each batch would copy the rest.
   * Those who are further behind read the log.
   */
  constructor(private readonly most = 2_000) {}

  /** Events of a batch that is stored now, in order. */
  add(stored: readonly StoredEvent[]): void {
    const [first, last] = [stored[0], this.events.at(-1)];
    if (!first) return;
    // Somebody else's events lie between, or this batch was settled out of turn: begin anew.
    const goesOn = last?.position === first.position - 1;
    if (last) this.alone = goesOn ? this.alone + 1 : 0;
    if (!goesOn) this.events = [...stored];
    else for (const event of stored) this.events.push(event);
    if (this.events.length > this.most * 1.5) this.events = this.events.slice(-this.most);
  }

  /** Events after a position, oldest first; undefined when only the log can tell what comes after it. */
  after(position: Position, limit: number): readonly StoredEvent[] | undefined {
    const first = this.events[0]?.position;
    if (first === undefined || position + 1 < first) return undefined;
    const from = position + 1 - first;
    // Where others write too, theirs may follow on ours: a short answer would be taken for the end, until the next look.
    if (this.alone < batchesAlone && from + limit > this.events.length) return undefined;
    return from < this.events.length ? this.events.slice(from, from + limit) : undefined;
  }
}
