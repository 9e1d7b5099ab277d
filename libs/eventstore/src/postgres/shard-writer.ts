import type pg from 'pg';
import { type Append, type AppendResult, LogUnavailable, type Shard, type StoredEvent } from '../event-log.js';
import { bytesOf, compose, type ComposedBatch, type Lookup } from './batch.js';
import { Belief } from './belief.js';
import { lookUp } from './look-ups.js';
import { guessedWrong, type ShardSql, sqlOf } from './shard-sql.js';
import { storeInOneTrip } from './store-transaction.js';
import { WriterConnections } from './writer-connections.js';

export interface WriterOptions {
  readonly connection: pg.ClientConfig;
  /** Commands stored by one transaction at most. */
  readonly batchCommands: number;
  /** How long an append in doubt is tried again before the caller is told so. */
  readonly doubtMs: number;
  /** Told of what is certainly stored, in the order of positions unless something went wrong. */
  readonly onAppended: (stored: readonly StoredEvent[]) => void;
}

interface Waiting {
  readonly append: Append;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: Error) => void;
}

/** What became of a batch that was to be sent on what was believed, and when that was. */
type Outcome = { readonly composed: ComposedBatch; readonly epoch: number } | { readonly error: unknown };

const firstPauseMs = 25;
/** SQLSTATE of a key that is there already: a command was carried out before, or a stream is further than guessed. */
const repeated = '23505';
/** One batch is stored while others are composed and sent. */
const mostUnderWay = 4;
/** Fewer commands than this are not worth two transactions. */
const worthSplitting = 16;
/** A batch that fits into the socket is with the server at once, however long this process is busy with the next. */
const batchBytes = 256 * 1024;
/** So many commands are looked up first after a guess was wrong: who repeats one often repeats several. */
const cautionAfterWrongGuess = 2_000;

/**
 * Appends of one shard from this process. The busier the log, the fewer transactions and flushes per command; no timer.
 *
 * A batch is composed on what this process believes (belief.ts) and on the batch before it, which may still be on its
 * way. Nothing depends on that being true: the store refuses a batch whose premises do not hold, and those behind it.
 * They are then done one after the other, under the head's lock, from what the database says.
 */
export class ShardWriter {
  private readonly sql: ShardSql;
  private readonly belief = new Belief();
  private readonly connections: WriterConnections;
  private arrived: Waiting[] = [];
  private sending: Promise<void> | undefined;
  /** Of the batches under way, oldest first. Each ends after the one before it. */
  private readonly settlements: Promise<void>[] = [];
  private commandsUnderWay = 0;
  /** Batches that were refused or could not be sent: until they are done, none is sent ahead. */
  private behind = 0;
  private caution = 0;
  private closed = false;

  constructor(
    private readonly shard: Shard,
    private readonly options: WriterOptions,
  ) {
    this.sql = sqlOf(shard);
    this.connections = new WriterConnections(shard, options.connection);
  }

  append(append: Append): Promise<AppendResult> {
    if (this.closed) return Promise.reject(new LogUnavailable('the log is closed'));
    return new Promise((resolve, reject) => {
      this.arrived.push({ append, resolve, reject });
      this.sending ??= this.sendArrivals();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.sending;
    await Promise.all(this.settlements);
    await this.connections.close();
  }

  private async sendArrivals(): Promise<void> {
    while (this.arrived.length > 0) {
      while (this.settlements.length >= (this.behind > 0 ? 1 : mostUnderWay)) await this.settlements[0];
      // Everything that arrives in this turn of the event loop goes together.
      await new Promise(resolve => setImmediate(resolve));
      const batch = this.arrived.splice(0, this.nextBatch());
      const found = await this.lookUpWhatMustBe(batch);
      this.follow(batch, this.send(batch, found));
    }
    this.sending = undefined;
  }

  /** How many go next. Half of all there is to do: while the server works on one half, the other is composed. */
  private nextBatch(): number {
    const half = Math.ceil((this.arrived.length + this.commandsUnderWay) / 2);
    const most = Math.min(Math.max(half, worthSplitting), this.options.batchCommands, this.arrived.length);
    let bytes = 0;
    for (let count = 0; count < most; count += 1) {
      bytes += bytesOf(this.arrived[count]!.append);
      if (bytes > batchBytes) return Math.max(1, count);
    }
    return most;
  }

  /** Undefined when there is nothing to look up, or when it failed: the store, under the head's lock, will ask again. */
  private async lookUpWhatMustBe(batch: readonly Waiting[]): Promise<Lookup | undefined> {
    const cautious = this.caution > 0;
    this.caution = Math.max(0, this.caution - batch.length);
    const appends = batch.map(({ append }) => append);
    const unknown = this.belief.unknownOf(appends, cautious);
    if (unknown.length === 0) return undefined;
    const { epoch } = this.belief;
    try {
      const found = await lookUp(await this.connections.get('look up'), this.sql, unknown);
      return epoch === this.belief.epoch ? found : undefined;
    } catch {
      await this.connections.close('look up');
      return undefined;
    }
  }

  /** Sends the batch on what is believed. Whatever this returns as an error is done again under the lock. */
  private send(batch: readonly Waiting[], found: Lookup | undefined): Promise<Outcome> {
    const client = this.connections.opened('store');
    const appends = batch.map(({ append }) => append);
    const about = this.behind === 0 ? this.belief.about(appends, found) : undefined;
    if (!client || !about) return this.refused(new Unsent());
    const { epoch } = this.belief;
    try {
      const composed = compose(this.shard, appends, about.premises.head, about.lookup);
      if (nothingToStore(composed)) {
        // No store proves this belief: another process may have written, and who knows of it is no conflict.
        const doubtful = composed.results.some(({ status }) => status === 'conflict');
        return doubtful ? this.refused(new Unsent()) : Promise.resolve({ composed, epoch });
      }
      const stored = storeInOneTrip(client, this.sql.store(about.premises, composed.head), rowsOf(composed));
      this.belief.assume(composed);
      return stored.then(
        () => ({ composed, epoch }),
        error => {
          if (epoch === this.belief.epoch) this.belief.forget();
          return this.refused(error);
        },
      );
    } catch (error) {
      return this.refused(error);
    }
  }

  private async refused(error: unknown): Promise<Outcome> {
    this.behind += 1;
    if (codeOf(error) === repeated || codeOf(error) === guessedWrong) this.caution = cautionAfterWrongGuess;
    return { error };
  }

  private follow(batch: readonly Waiting[], sent: Promise<Outcome>): void {
    const before = this.settlements.at(-1);
    this.commandsUnderWay += batch.length;
    const settled = this.settle(batch, sent, before).finally(() => {
      this.commandsUnderWay -= batch.length;
      this.settlements.shift();
    });
    this.settlements.push(settled);
  }

  private async settle(batch: readonly Waiting[], sent: Promise<Outcome>, before?: Promise<void>): Promise<void> {
    let outcome = await sent;
    await before;
    // Nothing was stored that could prove the premises: they hold if nothing was forgotten since.
    if ('composed' in outcome && nothingToStore(outcome.composed) && outcome.epoch !== this.belief.epoch)
      outcome = await this.refused(new Unsent());
    if ('composed' in outcome) return this.answer(batch, outcome.composed);
    try {
      if (isDataError(outcome.error)) await this.storeOneByOne(batch, outcome.error as Error);
      else this.answer(batch, await this.storeUntilCertain(batch));
    } catch (error) {
      await this.storeOneByOne(batch, error as Error);
    } finally {
      this.behind -= 1;
    }
  }

  private answer(batch: readonly Waiting[], { results, stored }: ComposedBatch): void {
    if (stored.length > 0) this.options.onAppended(stored);
    batch.forEach(({ resolve }, index) => resolve(results[index]!));
  }

  /** One command must not spoil the others: after an error of the data, each is tried alone. */
  private async storeOneByOne(batch: readonly Waiting[], error: Error): Promise<void> {
    if (batch.length === 1 || !isDataError(error)) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const waiting of batch) {
      try {
        this.answer([waiting], await this.storeUntilCertain([waiting]));
      } catch (alone) {
        waiting.reject(alone as Error);
      }
    }
  }

  /**
   * Stores the batch, whatever happens to the connection meanwhile. A commit whose answer was lost is in doubt: trying
   * again finds its commands known, or stores them, never both.
   */
  private async storeUntilCertain(batch: readonly Waiting[]): Promise<ComposedBatch> {
    const deadline = performance.now() + this.options.doubtMs;
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, 1_000)) {
      try {
        return await this.storeUnderLock(batch.map(({ append }) => append));
      } catch (error) {
        this.belief.forget();
        // The connection may be broken, and is in the middle of a transaction if not.
        await this.connections.close('store');
        if (isDataError(error)) throw error;
        if (performance.now() > deadline)
          throw new LogUnavailable(`the ${this.shard} log does not answer`, { cause: error });
        await new Promise(resolve => setTimeout(resolve, pause));
      }
    }
  }

  /** Others write too, or nothing is known yet: take the head's lock first, then look, then store. */
  private async storeUnderLock(appends: readonly Append[]): Promise<ComposedBatch> {
    const client = await this.connections.get('store');
    await client.query('begin');
    const { rows } = await client.query<{ position: string }>(this.sql.lockHead);
    const head = Number(rows[0]!.position);
    this.belief.confirm(head);
    const composed = compose(this.shard, appends, head, await lookUp(client, this.sql, appends));
    const premises = { head, lastEventId: undefined, guessed: new Map() };
    if (nothingToStore(composed)) await client.query('rollback');
    else await storeInOneTrip(client, `${this.sql.store(premises, composed.head)}; commit`, rowsOf(composed));
    this.belief.assume(composed);
    return composed;
  }
}

/** Not sent on what was believed: too little was known, or batches before it have to be done again. */
class Unsent extends Error {}

/** Every command of the batch was known already, or is in conflict. */
const nothingToStore = ({ commands }: ComposedBatch): boolean => commands.size === 0;

const rowsOf = ({ eventRows, commandRows }: ComposedBatch): Buffer[] => [eventRows, commandRows];

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

/** The data was refused (a bad value, a broken constraint, no permission): asking again would not help. */
const isDataError = (error: unknown): boolean => {
  const code = codeOf(error);
  if (error instanceof TypeError || error instanceof RangeError) return true;
  return typeof code === 'string' && /^(22|23|42)[0-9A-Z]{3}$/.test(code) && code !== repeated;
};
