import { LRUCache } from 'lru-cache';
import pg from 'pg';
import {
  type Append,
  type AppendResult,
  type KnownCommand,
  LogUnavailable,
  type Position,
  type Shard,
} from '../event-log.js';
import { compose, type ComposedBatch, type Lookup } from './batch.js';
import { lookUp } from './look-ups.js';
import { type ShardSql, sqlOf } from './shard-sql.js';
import { storeInOneTrip } from './store-transaction.js';

export interface WriterOptions {
  readonly connection: pg.ClientConfig;
  /** Commands stored by one transaction at most. */
  readonly batchCommands: number;
  /** How long an append in doubt is tried again before the caller is told so. */
  readonly doubtMs: number;
  readonly onAppended: () => void;
}

interface Waiting {
  readonly append: Append;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: Error) => void;
  /** What was found of it, and when: worthless once another writer was seen. */
  lookup?: Lookup;
  epoch?: number;
}

const firstPauseMs = 25;
/** SQLSTATE of es.move_head_…: the head is not where the batch thought. */
const headMoved = '40001';

/**
 * Appends of one shard from this process, in two steps that overlap: while one batch is being stored, the streams and
 * commands of the next are looked up. The busier the log, the fewer transactions and flushes per command; no timer.
 *
 * What was looked up stays true as long as nobody else writes, because what this process wrote is remembered. That
 * nobody else wrote is proved by the head: a batch is stored only at the position it was composed for.
 */
export class ShardWriter {
  private readonly sql: ShardSql;
  private arrived: Waiting[] = [];
  private ready: Waiting[] = [];
  private lookingUp: Promise<void> | undefined;
  private storing: Promise<void> | undefined;
  private readonly versions = new LRUCache<string, number>({ max: 200_000 });
  private readonly recent = new LRUCache<string, KnownCommand>({ max: 20_000 });
  private readonly clients = new Map<'look up' | 'store', pg.Client>();
  private head: Position | undefined;
  private epoch = 0;
  private closed = false;

  constructor(
    private readonly shard: Shard,
    private readonly options: WriterOptions,
  ) {
    this.sql = sqlOf(shard);
  }

  append(append: Append): Promise<AppendResult> {
    if (this.closed) return Promise.reject(new LogUnavailable('the log is closed'));
    return new Promise((resolve, reject) => {
      this.arrived.push({ append, resolve, reject });
      this.lookingUp ??= this.lookUpArrivals();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.lookingUp;
    await this.storing;
    await this.disconnect();
  }

  private async lookUpArrivals(): Promise<void> {
    // Everything that arrives in this turn of the event loop goes together.
    await new Promise(resolve => setImmediate(resolve));
    while (this.arrived.length > 0) {
      const batch = this.arrived.splice(0, this.options.batchCommands);
      const unknown = batch.filter(waiting => !this.known(waiting.append));
      if (unknown.length > 0) await this.annotate(unknown);
      this.ready.push(...batch);
      this.storing ??= this.storeReady();
    }
    this.lookingUp = undefined;
  }

  private known({ metadata, streams }: Append): boolean {
    return this.recent.has(metadata.commandId) && streams.every(({ stream }) => this.versions.has(stream));
  }

  private async annotate(waiting: readonly Waiting[]): Promise<void> {
    const epoch = this.epoch;
    try {
      const lookup = await lookUp(
        await this.client('look up'),
        this.sql,
        waiting.map(({ append }) => append),
      );
      for (const one of waiting) {
        one.lookup = lookup;
        one.epoch = epoch;
      }
    } catch {
      // Stored without it: the lookup is then made under the head's lock.
      await this.disconnect('look up');
    }
  }

  private async storeReady(): Promise<void> {
    while (this.ready.length > 0) {
      const batch = this.ready.splice(0, this.options.batchCommands);
      try {
        const results = await this.storeUntilCertain(batch);
        this.options.onAppended();
        batch.forEach(({ resolve }, index) => resolve(results[index]!));
      } catch (error) {
        await this.storeOneByOne(batch, error as Error);
      }
    }
    this.storing = undefined;
  }

  /** One command must not spoil the others: after an error of the data, each is tried alone. */
  private async storeOneByOne(batch: readonly Waiting[], error: Error): Promise<void> {
    if (batch.length === 1 || !isDataError(error)) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const waiting of batch) {
      try {
        waiting.resolve((await this.storeUntilCertain([waiting]))[0]!);
        this.options.onAppended();
      } catch (alone) {
        waiting.reject(alone as Error);
      }
    }
  }

  /**
   * Stores the batch, whatever happens to the connection meanwhile. A commit whose answer was lost is in doubt: trying
   * again finds its commands known, or stores them, never both.
   */
  private async storeUntilCertain(batch: readonly Waiting[]): Promise<readonly AppendResult[]> {
    const deadline = performance.now() + this.options.doubtMs;
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, 1_000)) {
      try {
        return (await this.storeAsFound(batch)) ?? (await this.storeUnderLock(batch));
      } catch (error) {
        this.forget();
        if (isDataError(error)) throw error;
        await this.disconnect('store');
        if (performance.now() > deadline)
          throw new LogUnavailable(`the ${this.shard} log does not answer`, { cause: error });
        await new Promise(resolve => setTimeout(resolve, pause));
      }
    }
  }

  /** From what was found and is remembered; undefined when something was not found out, or another process wrote. */
  private async storeAsFound(batch: readonly Waiting[]): Promise<readonly AppendResult[] | undefined> {
    const lookup = this.merged(batch);
    if (!lookup || this.head === undefined) return undefined;
    const composed = compose(
      this.shard,
      batch.map(({ append }) => append),
      this.head,
      lookup,
    );
    if (composed.events > 0) {
      try {
        await storeInOneTrip(await this.client('store'), this.sql.store(this.head, composed.head), [
          composed.eventRows,
          composed.commandRows,
        ]);
      } catch (error) {
        if (codeOf(error) !== headMoved) throw error;
        this.forget();
        return undefined;
      }
    }
    this.remember(composed);
    return composed.results;
  }

  /** What is remembered goes before what was found: it is newer. */
  private merged(batch: readonly Waiting[]): Lookup | undefined {
    const versions = new Map<string, number>();
    const commands = new Map<string, KnownCommand>();
    for (const { append, lookup, epoch } of batch) {
      const found = epoch === this.epoch ? lookup : undefined;
      const { commandId } = append.metadata;
      const command = this.recent.get(commandId) ?? found?.commands.get(commandId);
      if (command) commands.set(commandId, command);
      else if (!found) return undefined;
      for (const { stream } of append.streams) {
        const version = this.versions.get(stream) ?? found?.versions.get(stream);
        if (version === undefined) return undefined;
        versions.set(stream, version);
      }
    }
    return { versions, commands };
  }

  /** Others write too, or nothing is known yet: take the head's lock first, then look, then store. */
  private async storeUnderLock(batch: readonly Waiting[]): Promise<readonly AppendResult[]> {
    const client = await this.client('store');
    const appends = batch.map(({ append }) => append);
    await client.query('begin');
    const { rows } = await client.query<{ position: string }>(this.sql.lockHead);
    const head = Number(rows[0]!.position);
    const composed = compose(this.shard, appends, head, await lookUp(client, this.sql, appends));
    if (composed.events === 0) await client.query('rollback');
    else
      await storeInOneTrip(client, `${this.sql.store(head, composed.head)}; commit`, [
        composed.eventRows,
        composed.commandRows,
      ]);
    this.remember(composed);
    return composed.results;
  }

  private remember(composed: ComposedBatch): void {
    this.head = composed.head;
    for (const [stream, version] of composed.versions) this.versions.set(stream, version);
    for (const command of composed.commands) this.recent.set(command.commandId, command);
  }

  private forget(): void {
    this.epoch += 1;
    this.head = undefined;
    this.versions.clear();
    this.recent.clear();
  }

  private async client(purpose: 'look up' | 'store'): Promise<pg.Client> {
    const open = this.clients.get(purpose);
    if (open) return open;
    const client = new pg.Client({
      ...this.options.connection,
      application_name: `entraide ${this.shard}: ${purpose}`,
    });
    client.on('error', () => {
      if (this.clients.get(purpose) === client) this.clients.delete(purpose);
    });
    await client.connect();
    await client.query(
      `set lock_timeout = '5s'; set idle_in_transaction_session_timeout = '5s'; set statement_timeout = '30s'`,
    );
    this.clients.set(purpose, client);
    return client;
  }

  private async disconnect(...purposes: ('look up' | 'store')[]): Promise<void> {
    for (const purpose of purposes.length > 0 ? purposes : ([...this.clients.keys()] as const)) {
      const client = this.clients.get(purpose);
      this.clients.delete(purpose);
      await client?.end().catch(() => undefined);
    }
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

/** The data was refused (a bad value, a broken constraint, no permission): asking again would not help. */
const isDataError = (error: unknown): boolean => {
  const code = codeOf(error);
  if (error instanceof TypeError || error instanceof RangeError) return true;
  return typeof code === 'string' && /^(22|23|42)[0-9A-Z]{3}$/.test(code) && code !== '23505';
};
