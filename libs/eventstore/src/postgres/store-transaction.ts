import type pg from 'pg';

/** The part of the driver's connection that a query of our own needs (pg, `lib/connection.js`). */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/**
 * Several statements and the rows of their COPYs in one message, hence one round trip. PostgreSQL runs the statements
 * of a simple query as one transaction: all of them take effect, or none. Rows sent after a statement failed are
 * skipped by the server, as its protocol says (PostgreSQL documentation, «Message Flow», COPY Operations).
 */
export class StoreTransaction {
  private error: Error | undefined;

  constructor(
    private readonly text: string,
    private readonly copies: readonly Buffer[],
    private readonly done: (error?: Error) => void,
  ) {}

  submit(wire: Wire): void {
    wire.stream.cork();
    wire.query(this.text);
    for (const rows of this.copies) {
      wire.sendCopyFromChunk(rows);
      wire.endCopyFrom();
    }
    wire.stream.uncork();
  }

  handleError(error: Error): void {
    this.error = error;
    this.done(error);
  }

  handleReadyForQuery(): void {
    if (!this.error) this.done();
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleCopyInResponse(): void {}
  handleEmptyQuery(): void {}
}

export const storeInOneTrip = (client: pg.Client, text: string, copies: readonly Buffer[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const transaction = new StoreTransaction(text, copies, error => (error ? reject(error) : resolve()));
    client.query(transaction as unknown as pg.Submittable);
  });
