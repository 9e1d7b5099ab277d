import pg from 'pg';
import type { Shard } from '../event-log.js';

type Purpose = 'look up' | 'store';

/**
 * The connections of one shard's writer, opened when needed and again after they broke. The one that stores sends
 * without waiting for answers: a batch is on the server when the one before it commits.
 */
export class WriterConnections {
  private readonly clients = new Map<Purpose, pg.Client>();

  constructor(
    private readonly shard: Shard,
    private readonly config: pg.ClientConfig,
  ) {}

  /** Only if it is open: for those who won't wait. */
  opened(purpose: Purpose): pg.Client | undefined {
    return this.clients.get(purpose);
  }

  async get(purpose: Purpose): Promise<pg.Client> {
    const open = this.clients.get(purpose);
    if (open) return open;
    const client = new pg.Client({
      ...this.config,
      application_name: `entraide ${this.shard}: ${purpose}`,
      pipeline: purpose === 'store',
    } as pg.ClientConfig);
    client.on('error', () => {
      if (this.clients.get(purpose) === client) this.clients.delete(purpose);
    });
    await client.connect();
    // Every question here is for some rows of a long table; its plan is kept from when the table was short.
    await client.query(
      `set lock_timeout = '5s'; set idle_in_transaction_session_timeout = '5s'; set statement_timeout = '30s';
       set enable_seqscan = off`,
    );
    this.clients.set(purpose, client);
    return client;
  }

  async close(...purposes: readonly Purpose[]): Promise<void> {
    for (const purpose of purposes.length > 0 ? purposes : [...this.clients.keys()]) {
      const client = this.clients.get(purpose);
      this.clients.delete(purpose);
      await client?.end().catch(() => undefined);
    }
  }
}
