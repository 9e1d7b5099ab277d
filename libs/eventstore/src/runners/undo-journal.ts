/** A row as the batch has it: null where there is none, undefined while nobody knows. */
export class BufferedRow {
  constructor(
    public row: object | null | undefined = undefined,
    /** What a handler gave last (the row, or the key to remove); undefined while nothing changed. */
    public given: object | undefined = undefined,
  ) {}
}

/** What one event changed, in arrays that are used again for the next: millions of events pass here in a rebuild. */
export class UndoJournal {
  private length = 0;
  private readonly entries: (BufferedRow | object[])[] = [];
  private readonly rows: (object | null | undefined)[] = [];
  private readonly given: (object | undefined)[] = [];

  begin(): void {
    this.length = 0;
  }

  change(entry: BufferedRow, row: object | null, given: object): void {
    this.note(entry, entry.row, entry.given);
    entry.row = row;
    entry.given = given;
  }

  push(list: object[], row: object): void {
    this.note(list, undefined, undefined);
    list.push(row);
  }

  rollBack(): void {
    while (this.length > 0) {
      const index = --this.length;
      const entry = this.entries[index]!;
      if (Array.isArray(entry)) entry.pop();
      else [entry.row, entry.given] = [this.rows[index], this.given[index]];
    }
  }

  private note(entry: BufferedRow | object[], row: object | null | undefined, given: object | undefined): void {
    const index = this.length++;
    this.entries[index] = entry;
    this.rows[index] = row;
    this.given[index] = given;
  }
}
