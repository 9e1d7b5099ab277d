/**
 * Room for rows in memory, shared by projections that are made anew together: most need little, one needs nearly all.
 * Who asks for more than there is makes room, if it has more than an even share. Those that are read keep to the room
 * between them; those that have all their rows and are being written are given as much again.
 */
export class RowRoom {
  private readonly kept = new Map<object, number>();
  private total = 0;

  /** @param rows for all together. @param sharers who may ask for it */
  constructor(
    private readonly rows: number,
    private readonly sharers: number,
  ) {}

  /** One keeps so many now. @returns whether it is to write them out */
  isTooMuch(of: object, rows: number): boolean {
    this.keeps(of, rows);
    return this.total > this.rows && rows > this.rows / Math.max(1, this.sharers);
  }

  keeps(of: object, rows: number): void {
    this.total += rows - (this.kept.get(of) ?? 0);
    this.kept.set(of, rows);
  }
}
