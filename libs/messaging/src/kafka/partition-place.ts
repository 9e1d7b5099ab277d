/**
 * How far a group is in one partition. Keys are handled side by side, so offsets are finished out of order: the group's
 * place is before the first that is not, and only that is ever committed.
 */
export class PartitionPlace {
  /** In the order they came: a set keeps it. */
  private readonly open = new Set<number>();
  private committed: number;

  constructor(
    readonly partition: number,
    /** Offset of the record that must come next. */
    private next: number,
  ) {
    this.committed = next;
  }

  get expected(): number {
    return this.next;
  }
  get unfinished(): number {
    return this.open.size;
  }
  /** Everything before it is finished. */
  get place(): number {
    for (const first of this.open) return first;
    return this.next;
  }
  /** Where the broker knows the group to be, as far as this process moved it. */
  get kept(): number {
    return this.committed;
  }
  /** The place, when it is further than what was committed. */
  get uncommitted(): number | undefined {
    return this.place > this.committed ? this.place : undefined;
  }

  /** @returns false when it came before. */
  came(offset: number): boolean {
    if (offset < this.next) return false;
    this.open.add(offset);
    this.next = offset + 1;
    return true;
  }

  finished(offset: number): void {
    this.open.delete(offset);
  }

  isCommitted(place: number): void {
    this.committed = Math.max(this.committed, place);
  }
}
