import pg from 'pg';

/** The part of the driver's connection that a query of our own needs (pg, `lib/connection.js`). */
interface Wire {
  readonly stream: { readonly writable: boolean; write(bytes: Buffer): void };
}

/**
 * Several statements and the rows of their COPYs in one message, hence one round trip. PostgreSQL runs the statements
 * of a simple query as one transaction: all of them take effect, or none. Rows sent after a statement failed are
 * skipped by the server, as its protocol says (PostgreSQL documentation, «Message Flow», COPY Operations).
 *
 * A `Query`, because the driver pipelines no others: this one too is answered whole, before the next.
 */
class StoreTransaction extends pg.Query {
  constructor(message: Buffer, done: (error?: Error) => void) {
    super({ text: '' }, done);
    this.submit = connection => {
      const { stream } = connection as unknown as Wire;
      if (!stream.writable) return new Error('the connection was closed');
      stream.write(message);
    };
  }

  /** The rows are on their way already. */
  handleCopyInResponse(): void {}

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
}

/**
 * On a connection that pipelines, it is sent at once, behind those on their way.
 * @param copies rows for each COPY in the text, in order.
 */
export const storeInOneTrip = (client: pg.Client, text: string, copies: readonly Buffer[]): Promise<void> =>
  new Promise((resolve, reject) => {
    client.query(new StoreTransaction(messageOf(text, copies), error => (error ? reject(error) : resolve())));
  });

/** Query, then CopyData and CopyDone for each COPY (PostgreSQL documentation, «Message Formats»). */
const messageOf = (text: string, copies: readonly Buffer[]): Buffer => {
  const query = Buffer.from(`${text}\0`, 'utf8');
  return Buffer.concat([
    ...message('Q', query),
    ...copies.flatMap(rows => [...message('d', rows), ...message('c', Buffer.alloc(0))]),
  ]);
};

const message = (type: string, body: Buffer): [Buffer, Buffer] => {
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return [head, body];
};
